/** The accounts and their data. */
package io.github.camelpan123.simulator.account;
