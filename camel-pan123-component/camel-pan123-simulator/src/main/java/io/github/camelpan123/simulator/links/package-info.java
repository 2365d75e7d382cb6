/** Addresses that carry their own permission and end. */
package io.github.camelpan123.simulator.links;
