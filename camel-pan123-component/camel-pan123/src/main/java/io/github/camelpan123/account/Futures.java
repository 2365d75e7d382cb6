package io.github.camelpan123.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

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

    /** Begins something; what it throws at once is a failure like one that comes later, so that nobody waits for ever. */
    public static <R> CompletableFuture<R> begin(Supplier<CompletableFuture<R>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What really failed; null stays null. */
    public static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Goes on another way after a failure.
     *
     * @param other gets the failure without its wrapping
     */
    public static <R> CompletableFuture<R> recover(
            CompletableFuture<R> future, Function<Throwable, CompletableFuture<R>> other) {
        return future.handle((answer, failure) ->
                        failure == null ? CompletableFuture.completedFuture(answer) : other.apply(unwrap(failure)))
                .thenCompose(outcome -> outcome);
    }
}
