/** The 123pan component in Spring Boot: options from the application's properties, secrets kept out of actuator. */
package io.github.camelpan123.springboot;
