/** The main job as a Spring Boot application. */
package io.github.camelpan123.example;
