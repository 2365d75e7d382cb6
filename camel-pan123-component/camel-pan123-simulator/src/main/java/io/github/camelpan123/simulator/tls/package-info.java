/** HTTPS with a certificate made at the start. */
package io.github.camelpan123.simulator.tls;
