package io.github.camelpan123.example.spring;

import org.springframework.context.support.ClassPathXmlApplicationContext;

/** Starts {@code routes.xml}; {@code PAN123_CLIENT_ID} and {@code PAN123_CLIENT_SECRET} name the account. */
public final class SpringXmlExample {

    private SpringXmlExample() {}

    /** Runs until the process is ended. */
    public static void main(String[] args) {
        new ClassPathXmlApplicationContext("routes.xml").registerShutdownHook();
    }
}
