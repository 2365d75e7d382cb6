/** The JDK's HTTP server with adjusted settings, multipart forms and byte ranges. */
package io.github.camelpan123.simulator.http;
