package io.github.camelpan123.account;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * For whom calls are made. It follows the work from thread to thread, so that measurements know the operation of a
 * call. It changes nothing about the calls.
 *
 * @param operation the name of the operation
 * @param parent what a listener wants to know about the exchange of the operation; may be null
 */
public record Caller(String operation, Object parent) {

    /** The caller of what no operation needs alone, such as logins and after-read actions. */
    static final Caller NOBODY = new Caller("none", null);

    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    /** Returns the caller of the current thread; never null. */
    public static Caller current() {
        Caller caller = CURRENT.get();
        return caller == null ? NOBODY : caller;
    }

    /** Runs work for this caller. */
    public <T> T run(Supplier<T> work) {
        Caller before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Returns a task that runs for the current caller, whatever the thread. */
    public static Runnable kept(Runnable task) {
        Caller mine = CURRENT.get();
        return mine == null
                ? task
                : () -> mine.run(() -> {
                    task.run();
                    return null;
                });
    }

    /** Returns work that runs for the current caller, whatever the thread. */
    public static <T> Supplier<T> kept(Supplier<T> work) {
        Caller mine = CURRENT.get();
        return mine == null ? work : () -> mine.run(work);
    }

    /**
     * Returns the same outcome for the current caller: what continues with it runs for this caller, although the
     * outcome may have been requested by another one.
     */
    public static <T> CompletableFuture<T> kept(CompletableFuture<T> outcome) {
        Caller mine = CURRENT.get();
        if (mine == null || outcome.isDone()) {
            return outcome;
        }
        CompletableFuture<T> kept = new CompletableFuture<>();
        outcome.whenComplete((value, failure) ->
                mine.run(() -> failure == null ? kept.complete(value) : kept.completeExceptionally(failure)));
        return kept;
    }
}
