package io.github.camelpan123.support;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * For whom calls are made. It follows the work from thread to thread, so that measurements know the operation of a
 * call: what continues with a future of {@link Futures} runs for the caller that attached it, whoever completes the
 * future. It changes nothing about the calls.
 *
 * @param operation the name of the operation
 * @param parent what a listener wants to know about the exchange of the operation; may be null
 */
public record Caller(String operation, Object parent) {

    /** The caller of what no operation needs alone, such as logins and after-read actions. */
    public static final Caller NOBODY = new Caller("none", null);

    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    /** Returns the caller of the current thread; never null. */
    public static Caller current() {
        Caller caller = CURRENT.get();
        return caller == null ? NOBODY : caller;
    }

    /** Runs work for this caller. */
    public <T> T run(Supplier<T> work) {
        Caller before = current();
        if (before == this) {
            return work.get();
        }
        set(this);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    private static void set(Caller caller) {
        if (caller == NOBODY) {
            CURRENT.remove();
        } else {
            CURRENT.set(caller);
        }
    }

    /** Runs a task for this caller. */
    public void run(Runnable task) {
        run(() -> {
            task.run();
            return null;
        });
    }

    /** Returns a task that runs for the current caller, whatever the thread. */
    public static Runnable kept(Runnable task) {
        Caller mine = current();
        return () -> mine.run(task);
    }

    /** Returns work that runs for the current caller, whatever the thread. */
    public static <T> Supplier<T> kept(Supplier<T> work) {
        Caller mine = current();
        return () -> mine.run(work);
    }

    static <A, T> Function<A, T> kept(Function<A, T> work) {
        Caller mine = current();
        return value -> mine.run(() -> work.apply(value));
    }

    static <A, B, T> BiFunction<A, B, T> kept(BiFunction<A, B, T> work) {
        Caller mine = current();
        return (one, other) -> mine.run(() -> work.apply(one, other));
    }

    static <A, B> BiConsumer<A, B> kept(BiConsumer<A, B> work) {
        Caller mine = current();
        return (one, other) -> mine.run(() -> work.accept(one, other));
    }
}
