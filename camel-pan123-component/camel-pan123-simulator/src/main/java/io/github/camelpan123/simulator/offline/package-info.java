/** Files fetched from elsewhere. */
package io.github.camelpan123.simulator.offline;
