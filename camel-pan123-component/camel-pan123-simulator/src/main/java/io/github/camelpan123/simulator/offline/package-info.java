/** Offline downloads. */
package io.github.camelpan123.simulator.offline;
