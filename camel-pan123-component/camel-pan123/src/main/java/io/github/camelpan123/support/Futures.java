package io.github.camelpan123.support;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Helpers for futures: waiting, and failures without their wrapping exceptions. */
public final class Futures {

    private Futures() {}

    /** Waits for a future, on threads that may wait. Throws its failure unwrapped. */
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

    /**
     * Starts asynchronous work. An exception of the start itself also fails the future, so that no caller waits
     * forever.
     */
    public static <R> CompletableFuture<R> begin(Supplier<CompletableFuture<R>> work) {
        try {
            return Objects.requireNonNull(work.get());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Returns the actual failure without its wrapping exceptions; null stays null. */
    public static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Continues with another future after a failure.
     *
     * @param other gets the unwrapped failure
     */
    public static <R> CompletableFuture<R> recover(
            CompletableFuture<R> future, Function<Throwable, CompletableFuture<R>> other) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        relay(
                future,
                outcome,
                failure -> relay(
                        begin(() -> other.apply(unwrap(failure))),
                        outcome,
                        again -> outcome.completeExceptionally(wrap(again))));
        return outcome;
    }

    private static <R> void relay(CompletableFuture<R> from, CompletableFuture<R> to, Consumer<Throwable> otherwise) {
        // the stage always succeeds, because a failing stage would wrap the failure again
        from.handle((answer, failure) -> {
            if (failure == null) {
                to.complete(answer);
            } else {
                otherwise.accept(failure);
            }
            return null;
        });
    }

    /** Wraps a failure once, for a future that others depend on. */
    public static Throwable wrap(Throwable failure) {
        return failure instanceof CompletionException ? failure : new CompletionException(failure);
    }
}
