/** The Camel face of the 123pan open platform: component, endpoint, producer, and the names that routes use. */
package io.github.camelpan123;
