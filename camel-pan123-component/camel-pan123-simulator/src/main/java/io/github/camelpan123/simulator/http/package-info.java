/** The JDK's HTTP server with its habits set right, multipart forms and byte ranges. */
package io.github.camelpan123.simulator.http;
