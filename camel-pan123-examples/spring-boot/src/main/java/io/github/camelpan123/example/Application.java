package io.github.camelpan123.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the routes of {@link VideoRoutes}. */
@SpringBootApplication
public class Application {

    /** Runs until it is stopped. */
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }
}
