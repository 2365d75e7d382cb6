/** The clock of the simulator. */
package io.github.camelpan123.simulator.time;
