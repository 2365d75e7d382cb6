/** What shall go wrong. */
package io.github.camelpan123.simulator.faults;
