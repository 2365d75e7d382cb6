/**
 * The protocol of the 123pan open platform: its calls, their answers as records, the envelope, the errors, and the
 * bodies of remote content. The package is independent of routes, threads and limits.
 */
package io.github.camelpan123.api;
