/** Camel's throttle at the documented limits, in one route and across routes. */
package io.github.camelpan123.example.throttling;
