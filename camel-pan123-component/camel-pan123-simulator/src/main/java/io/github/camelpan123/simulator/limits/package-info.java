/** Calls per second: the notice's table, rolling windows, token buckets. */
package io.github.camelpan123.simulator.limits;
