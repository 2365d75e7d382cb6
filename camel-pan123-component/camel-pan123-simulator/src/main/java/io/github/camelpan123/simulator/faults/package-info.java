/** Faults of calls and of the whole platform. */
package io.github.camelpan123.simulator.faults;
