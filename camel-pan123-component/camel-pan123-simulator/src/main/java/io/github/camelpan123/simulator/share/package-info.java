/** Share links and direct links. */
package io.github.camelpan123.simulator.share;
