package io.github.camelpan123.consumer;

/** Receives failures outside of an exchange and passes them to the exception handler of the consumer. */
@FunctionalInterface
public interface Reporter {

    /** @param message what failed and the consequence */
    void report(String message, Throwable cause);

    /** Runs a task whose failure must not end what the caller does. The failure is reported. */
    default void guard(String message, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            report(message, e);
        }
    }
}
