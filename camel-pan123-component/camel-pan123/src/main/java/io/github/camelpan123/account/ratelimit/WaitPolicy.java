package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * How long the calls of one queue may wait: no longer than the bounds of the queue, and no longer than their owner lives.
 * A call that cannot be sent in time fails as soon as that is known.
 *
 * <p>Not thread-safe; guarded by the lock of its queue. Times are nanoseconds of the queue's clock.
 */
final class WaitPolicy {

    private static final int FAILED_AT_ONCE = 16;
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(1);

    private final Api api;
    private final WaitBounds bounds;
    private final WaitingCalls waiting;
    private final RateLimiter limiter;
    private final Executor failing;
    /** Whether the owner of a waiting call may be stopping. */
    private boolean ownerStopping;

    /** @param failing runs the failure of calls that have waited too long */
    WaitPolicy(Api api, WaitBounds bounds, WaitingCalls waiting, RateLimiter limiter, Executor failing) {
        this.api = api;
        this.bounds = bounds;
        this.waiting = waiting;
        this.limiter = limiter;
        this.failing = failing;
    }

    /** Returns why a new call may not wait; null if it may. */
    Pan123Exception refusal(QueuedCall queued, long now) {
        boolean last = waiting.endsBefore(queued);
        Duration expected = limiter.expectedWait(now, waiting.before(queued));
        if (expected.toNanos() > queued.nanosLeft()) {
            return stopsBefore(queued, expected);
        }
        if (last && bounds.most() > 0 && waiting.size() - limiter.free(now, waiting.size()) >= bounds.most()) {
            return new Pan123WaitExceededException(
                    api,
                    waiting.size() + " calls of " + api.path() + " wait already (maxWaiting=" + bounds.most() + ")",
                    expected);
        }
        // the call may already have waited for a token
        Duration all = expected.plusNanos(now - queued.enqueuedAt());
        return exceeds(all) ? tooLong(all, limiter.paused()) : null;
    }

    /** Returns why a refused call may not wait for the end of the back-off; null if it may. */
    Pan123Exception refusalOfBackOff(QueuedCall queued, long now) {
        long pause = limiter.backOffNanos(now);
        return exceeds(Duration.ofNanos(now + pause - queued.enqueuedAt()))
                ? tooLong(Duration.ofNanos(pause), limiter.paused())
                : null;
    }

    private boolean exceeds(Duration wait) {
        return !bounds.longest().isZero() && wait.compareTo(bounds.longest()) > 0;
    }

    private Pan123ShutdownException stopsBefore(QueuedCall queued, Duration expected) {
        return new Pan123ShutdownException(api, expected, Duration.ofNanos(queued.nanosLeft()));
    }

    private Pan123WaitExceededException tooLong(Duration expected, boolean paused) {
        return new Pan123WaitExceededException(
                api,
                paused
                        ? "A call of " + api.path() + " waited too long, because its queue is paused (maxWait="
                                + bounds.longest().toMillis() + " ms)"
                        : "A call of " + api.path() + " would have to wait about " + expected.toMillis() + " ms at "
                                + limiter.limit() + " a second (maxWait="
                                + bounds.longest().toMillis() + " ms)",
                expected);
    }

    /** Returns the nanoseconds until the oldest waiting call has waited too long. */
    long overdueNanos(long now) {
        return bounds.longest().isZero()
                ? Long.MAX_VALUE
                : waiting.first().enqueuedAt() + bounds.longest().toNanos() + SOON - now;
    }

    /** Fails calls that have waited too long, because a pause can make them wait longer than expected at submission. */
    void failOverdue(long now) {
        if (bounds.longest().isZero()) {
            return;
        }
        while (!waiting.isEmpty()
                && now - waiting.first().enqueuedAt() > bounds.longest().toNanos()) {
            QueuedCall overdue = waiting.poll();
            Duration waited = Duration.ofNanos(now - overdue.enqueuedAt());
            boolean paused = limiter.paused();
            failing.execute(() -> overdue.fail(tooLong(waited, paused)));
        }
    }

    /** Looks at the time that a new call's owner has left, when calls are sent. */
    void inserted(QueuedCall queued) {
        ownerStopping |= queued.nanosLeft() != Long.MAX_VALUE;
    }

    /** Looks at the time that owners have left from now on. */
    void ownerStopping() {
        ownerStopping = true;
    }

    /**
     * Fails calls whose turn would come after their owner has stopped. They are checked again whenever calls are sent,
     * because the actual rate may be below the expected one.
     *
     * @return the number of failed calls
     */
    int endLate(long now) {
        if (!ownerStopping) {
            return 0;
        }
        int before = 0;
        List<Runnable> failures = new ArrayList<>();
        boolean stopping = false;
        for (Iterator<QueuedCall> all = waiting.iterator(); all.hasNext(); ) {
            QueuedCall queued = all.next();
            long left = queued.nanosLeft();
            stopping |= left != Long.MAX_VALUE;
            Duration expected = left == Long.MAX_VALUE ? Duration.ZERO : limiter.expectedWait(now, before);
            if (expected.toNanos() > left) {
                all.remove();
                failures.add(() -> queued.fail(stopsBefore(queued, expected)));
            } else {
                before++;
            }
        }
        // set again by the next call of such an owner
        ownerStopping = stopping;
        failInTurns(failures.iterator());
        return failures.size();
    }

    /** Fails a few calls at a time, so that thousands do not ask for as many threads for what follows them. */
    private void failInTurns(Iterator<Runnable> failures) {
        if (failures.hasNext()) {
            failing.execute(() -> {
                for (int i = 0; i < FAILED_AT_ONCE && failures.hasNext(); i++) {
                    failures.next().run();
                }
                failInTurns(failures);
            });
        }
    }
}
