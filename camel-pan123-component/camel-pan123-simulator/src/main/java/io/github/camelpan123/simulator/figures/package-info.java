/** The counters of the platform. */
package io.github.camelpan123.simulator.figures;
