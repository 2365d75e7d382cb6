/** HTTPS with a certificate that is created at the start. */
package io.github.camelpan123.simulator.tls;
