/** What the platform counts. */
package io.github.camelpan123.simulator.figures;
