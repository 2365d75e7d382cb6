package io.github.camelpan123.support;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
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
            return Objects.requireNonNull(work.get());
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
        // a stage that ends well whatever came, for one that fails would wrap the failure again
        from.handle((answer, failure) -> {
            if (failure == null) {
                to.complete(answer);
            } else {
                otherwise.accept(failure);
            }
            return null;
        });
    }

    /** What a future is to fail with on which others depend. */
    public static Throwable wrap(Throwable failure) {
        return failure instanceof CompletionException ? failure : new WrappedException(failure);
    }

    /**
     * What futures wrap a failure in, once and for all that depend on it. Without a trace: that of the failure tells
     * more, and when ten thousand calls end at once, traces would be most of the work.
     */
    private static final class WrappedException extends CompletionException {
        private static final long serialVersionUID = 1L;

        WrappedException(Throwable failure) {
            super(failure.getMessage(), failure);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
