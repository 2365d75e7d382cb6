package io.github.camelpan123.consumer;

/** Where goes what went wrong beside an exchange: the exception handler of the consumer. */
@FunctionalInterface
public interface Reporter {

    /** @param message what went wrong and what follows from it */
    void report(String message, Throwable cause);
}
