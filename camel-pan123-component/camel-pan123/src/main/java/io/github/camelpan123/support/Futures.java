package io.github.camelpan123.support;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The futures of this component, whose continuations run for the {@link Caller} that attached them; waiting for futures,
 * and failures without their wrapping exceptions.
 */
public final class Futures {

    private Futures() {}

    /** Returns a future that somebody completes. */
    public static <R> CompletableFuture<R> pending() {
        return new CallerFuture<>();
    }

    /** Returns a future that has succeeded. */
    public static <R> CompletableFuture<R> completed(R value) {
        CompletableFuture<R> future = pending();
        future.complete(value);
        return future;
    }

    /** Returns a future that has failed. */
    public static <R> CompletableFuture<R> failed(Throwable failure) {
        CompletableFuture<R> future = pending();
        future.completeExceptionally(failure);
        return future;
    }

    /**
     * Returns the outcome of work on another thread, which runs for the current caller.
     *
     * @throws java.util.concurrent.RejectedExecutionException if there are no threads any more
     */
    public static <R> CompletableFuture<R> supply(Supplier<R> work, Executor threads) {
        CompletableFuture<R> outcome = pending();
        threads.execute(Caller.kept(() -> {
            try {
                outcome.complete(work.get());
            } catch (RuntimeException | Error e) {
                // errors too, so that no caller waits forever
                outcome.completeExceptionally(wrap(e));
            }
        }));
        return outcome;
    }

    /** Runs a task on another thread, as {@link #supply}. */
    public static CompletableFuture<Void> run(Runnable task, Executor threads) {
        return supply(
                () -> {
                    task.run();
                    return null;
                },
                threads);
    }

    /** Completes when all of these have ended. */
    public static CompletableFuture<Void> allOf(CompletableFuture<?>... all) {
        return ours(CompletableFuture.allOf(all));
    }

    /** Returns the outcome of a future that others have made, such as the engine of a cluster. */
    private static <R> CompletableFuture<R> ours(CompletableFuture<R> future) {
        if (future instanceof CallerFuture) {
            return future;
        }
        CompletableFuture<R> outcome = pending();
        future.whenComplete((value, failure) -> {
            if (failure == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
        return outcome;
    }

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
            return ours(Objects.requireNonNull(work.get()));
        } catch (RuntimeException | Error e) {
            return failed(e);
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
        CompletableFuture<R> outcome = pending();
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
