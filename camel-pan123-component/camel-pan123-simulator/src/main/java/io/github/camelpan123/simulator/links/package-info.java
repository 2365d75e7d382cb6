/** URLs with a signature and an expiry of their own. */
package io.github.camelpan123.simulator.links;
