package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * The FIFO queue of one call of the platform. It enforces the documented limit for all users of the account. Waiting
 * calls hold no thread.
 */
public final class RateLimitedQueue {

    private final Api api;
    private final Function<Rate, PermitGate> gates;
    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingCalls waiting = new WaitingCalls();
    private final QueueCounters counters = new QueueCounters();
    private final RateLimiter limiter;
    private final WaitPolicy policy;
    private final QueueState state;
    private final CallDispatcher dispatcher;

    /**
     * @param failing runs the failure of calls that have waited too long
     * @param contexts returns a context that uses the account
     */
    public RateLimitedQueue(
            Api api,
            Rate rate,
            Workers.Share workers,
            Executor failing,
            ScheduledExecutorService timer,
            WaitBounds bounds,
            Supplier<CamelContext> contexts) {
        this(api, rate, workers, failing, timer, bounds, System::nanoTime, limit -> localGate(limit, contexts));
    }

    /**
     * Returns the gate that counts the calls of this JVM.
     *
     * @param contexts returns a context that uses the account
     */
    public static PermitGate localGate(Rate rate, Supplier<CamelContext> contexts) {
        return new ThrottleGate(rate, contexts);
    }

    /**
     * @param failing runs the failure of calls that have waited too long
     * @param clock nanoseconds, monotonic
     * @param gates creates the gate that is asked for each permit in addition to the queue's own window
     */
    public RateLimitedQueue(
            Api api,
            Rate rate,
            Workers.Share workers,
            Executor failing,
            ScheduledExecutorService timer,
            WaitBounds bounds,
            LongSupplier clock,
            Function<Rate, PermitGate> gates) {
        this.api = api;
        this.gates = gates;
        this.limiter = new RateLimiter(rate);
        this.policy = new WaitPolicy(api, bounds, waiting, limiter, failing);
        this.state = new QueueState(api, clock, lock, waiting, limiter, policy, counters);
        this.dispatcher = new CallDispatcher(state, workers, failing, timer, gates);
    }

    /** Queues a call, or fails it at once if it would have to wait longer than allowed. */
    public void submit(QueuedCall queued) {
        Pan123Exception refusal;
        lock.lock();
        try {
            refusal = waiting.rejects(queued) ? new Pan123ShutdownException(api) : policy.refusal(queued, state.now());
            if (refusal == null) {
                waiting.insert(queued);
                policy.inserted(queued);
                dispatcher.dispatch();
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            queued.fail(refusal);
        }
    }

    /**
     * Fails the calls of stopping owners that would have to wait for too long, now and from now on.
     *
     * @return the number of calls that failed now
     */
    public int endLate() {
        lock.lock();
        try {
            policy.ownerStopping();
            return policy.endLate(state.now());
        } finally {
            lock.unlock();
        }
    }

    /** Changes the limit from now on. Calls that were sent under the old limit still count. */
    public void change(Rate newRate) {
        // first, so that nothing changes if the gate cannot be created
        PermitGate fresh = gates.apply(newRate);
        PermitSource.ToClose old;
        lock.lock();
        try {
            old = dispatcher.permits().change(newRate, fresh);
            limiter.change(newRate);
            dispatcher.dispatch();
        } finally {
            lock.unlock();
        }
        old.end();
    }

    /**
     * Sends no more calls until {@link #resume()}. Calls may still be queued, and wait as long as they may. Calls that
     * were sent already are not affected.
     */
    public void pause() {
        lock.lock();
        try {
            limiter.pause();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a {@link #pause()}. */
    public void resume() {
        lock.lock();
        try {
            limiter.resume();
            dispatcher.dispatchAnew();
        } finally {
            lock.unlock();
        }
    }

    /** Fails all waiting calls of an owner. */
    public void abandon(Object owner) {
        fail(queued -> queued.owner() == owner);
    }

    /** Fails all waiting calls and rejects later ones. */
    public void close() {
        PermitSource.ToClose old;
        lock.lock();
        try {
            waiting.close();
            old = dispatcher.permits().close();
        } finally {
            lock.unlock();
        }
        fail(queued -> true);
        old.end();
    }

    private void fail(Predicate<QueuedCall> which) {
        List<QueuedCall> gone;
        PermitSource.ToClose unneeded = null;
        lock.lock();
        try {
            gone = waiting.remove(which);
            if (waiting.isEmpty()) {
                unneeded = dispatcher.permits().release();
            }
        } finally {
            lock.unlock();
        }
        gone.forEach(queued -> queued.fail(new Pan123ShutdownException(api)));
        if (unneeded != null) {
            unneeded.end();
        }
    }

    /** Returns how long a new call would wait for others; zero if none waits, or while the queue is paused. */
    public Duration expectedWait() {
        lock.lock();
        try {
            return waiting.isEmpty() || limiter.paused()
                    ? Duration.ZERO
                    : limiter.expectedWait(state.now(), waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** Returns how long an answer takes, as far as known. */
    public Duration usualAnswer() {
        lock.lock();
        try {
            return limiter.usualAnswer();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the current figures of this queue. */
    public QueueFigures figures() {
        lock.lock();
        try {
            long now = state.now();
            Rate limit = limiter.limit();
            int permitsNow = limiter.permits();
            return new QueueFigures(
                    api.shortName(),
                    api.path(),
                    limit.toString(),
                    LimitTable.documented(api),
                    waiting.size(),
                    counters.inFlight(),
                    counters.sent(),
                    counters.refusals(),
                    limit.permits(),
                    limit.period(),
                    permitsNow,
                    permitsNow - limiter.free(now, permitsNow),
                    limiter.paused() ? null : limiter.expectedWait(now, waiting.size()),
                    Duration.ofNanos(limiter.backOffNanos(now)),
                    waiting.isEmpty()
                            ? Duration.ZERO
                            : counters.stalled(now, waiting.first().enqueuedAt()),
                    limiter.paused());
        } finally {
            lock.unlock();
        }
    }
}
