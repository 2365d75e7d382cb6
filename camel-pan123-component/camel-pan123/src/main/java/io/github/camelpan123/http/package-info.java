/**
 * HTTP requests to the platform and to the servers that it names: API calls with camel-http, content with HttpClient.
 */
package io.github.camelpan123.http;
