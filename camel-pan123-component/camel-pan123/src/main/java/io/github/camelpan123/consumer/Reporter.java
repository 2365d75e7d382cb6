package io.github.camelpan123.consumer;

/** Receives failures outside of an exchange and passes them to the exception handler of the consumer. */
@FunctionalInterface
public interface Reporter {

    /** @param message what failed and the consequence */
    void report(String message, Throwable cause);
}
