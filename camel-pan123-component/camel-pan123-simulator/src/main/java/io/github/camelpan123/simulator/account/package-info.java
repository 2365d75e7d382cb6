/** Accounts and what belongs to them. */
package io.github.camelpan123.simulator.account;
