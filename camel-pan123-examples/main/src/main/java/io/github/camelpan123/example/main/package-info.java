/** The same routes in YAML, XML and Java, for Camel Main. */
package io.github.camelpan123.example.main;
