/** Routes in Java as a bundle for Apache Karaf, with their settings in {@code etc/io.github.camelpan123.example.cfg}. */
package io.github.camelpan123.example.karaf;
