package io.github.camelpan123.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for calls, and shows what went wrong in them without the wrapping. */
public final class Futures {

    private Futures() {}

    /** Waits, where waiting is what the thread is for. */
    public static <R> R join(CompletableFuture<R> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** What really failed; null stays null. */
    public static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
