package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * The blocking work and the delays of one lease. When its context stops, delays that would last longer end; when the
 * lease is closed, everything fails with {@link Pan123ShutdownException}.
 */
final class PendingWork {

    private final BiConsumer<Duration, Runnable> timer;
    private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
    /** Delays, and when they end, in nanoseconds. */
    private final Map<CompletableFuture<Void>, Long> delays = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    /** When the context will have stopped, in nanoseconds; null while it is not stopping. */
    private volatile Long stopsAt;

    /** @param timer runs a task after a delay */
    PendingWork(BiConsumer<Duration, Runnable> timer) {
        this.timer = timer;
    }

    /** Runs blocking work. */
    <T> CompletableFuture<T> run(Executor threads, Api api, Callable<T> work) {
        CompletableFuture<T> outcome = Futures.pending();
        pending.add(outcome);
        outcome.whenComplete((done, failure) -> pending.remove(outcome));
        try {
            threads.execute(Caller.kept(() -> settle(outcome, api, work)));
        } catch (RejectedExecutionException closing) {
            outcome.completeExceptionally(new Pan123ShutdownException(api));
        }
        if (closed.get()) {
            outcome.completeExceptionally(new Pan123ShutdownException(api));
        }
        return outcome;
    }

    private <T> void settle(CompletableFuture<T> outcome, Api api, Callable<T> work) {
        if (outcome.isDone()) {
            return;
        }
        try {
            outcome.complete(work.call());
        } catch (Exception | Error e) {
            // errors too, so that no caller waits forever
            outcome.completeExceptionally(whenClosed(e, api));
        }
    }

    /** Returns the failure to report: that the lease was closed, if that is why the platform was not reached. */
    Throwable whenClosed(Throwable failure, Api api) {
        return closed.get() && failure instanceof Pan123UnreachableException
                ? new Pan123ShutdownException(api)
                : failure;
    }

    /** Waits without a thread. */
    CompletableFuture<Void> delay(Duration delay) {
        CompletableFuture<Void> over = Futures.pending();
        pending.add(over);
        delays.put(over, System.nanoTime() + delay.toNanos());
        over.whenComplete((done, failure) -> {
            pending.remove(over);
            delays.remove(over);
        });
        timer.accept(delay, () -> over.complete(null));
        endLate(over, delay.toNanos());
        if (closed.get()) {
            over.completeExceptionally(new Pan123ShutdownException(null));
        }
        return over;
    }

    private void endLate(CompletableFuture<Void> over, long wait) {
        long left = nanosLeft();
        if (wait > left) {
            over.completeExceptionally(
                    new Pan123ShutdownException(null, Duration.ofNanos(wait), Duration.ofNanos(left)));
        }
    }

    /** Records when the context will have stopped. */
    void stopsIn(Duration left) {
        stopsAt = System.nanoTime() + left.toNanos();
    }

    /** Ends the delays that would last longer than the context. */
    void endLateDelays() {
        delays.forEach((over, end) -> endLate(over, end - System.nanoTime()));
    }

    /** Returns the nanoseconds until the context will have stopped; {@link Long#MAX_VALUE} if it is not stopping. */
    long nanosLeft() {
        Long end = stopsAt;
        return end == null ? Long.MAX_VALUE : Math.max(0, end - System.nanoTime());
    }

    boolean stopping() {
        return stopsAt != null;
    }

    boolean closed() {
        return closed.get();
    }

    /** @return false if it was closed before */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    /** Fails everything that is pending. */
    void failAll() {
        pending.forEach(waiting -> waiting.completeExceptionally(new Pan123ShutdownException(null)));
    }
}
