/** Requests to the platform and to the servers that it names: camel-http for calls, HttpClient for contents. */
package io.github.camelpan123.http;
