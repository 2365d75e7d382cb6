/** The clock. */
package io.github.camelpan123.simulator.time;
