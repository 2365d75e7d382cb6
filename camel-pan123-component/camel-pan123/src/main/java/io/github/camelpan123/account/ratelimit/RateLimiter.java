package io.github.camelpan123.account.ratelimit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When the calls of one queue may be sent: the limit, the sends that still count, the back-off after refusals, and a
 * pause on request. The permit gate is asked in addition.
 *
 * <p>Not thread-safe; guarded by the lock of its queue. Times are nanoseconds of the queue's clock.
 */
final class RateLimiter {

    /** When to look again while paused. Resuming looks at once. */
    private static final long WHILE_PAUSED = TimeUnit.MINUTES.toNanos(1);

    private final SlidingWindow window;
    private final RefusalBackOff backOff;
    private Rate limit;
    private boolean paused;

    RateLimiter(Rate limit) {
        this.limit = limit;
        this.window = new SlidingWindow(limit);
        this.backOff = new RefusalBackOff(limit);
    }

    /** Changes the limit from now on. Calls that were sent under the old limit still count. */
    void change(Rate newLimit) {
        limit = newLimit;
        backOff.change(newLimit);
    }

    /** Returns the limit, which the current rate may be below. */
    Rate limit() {
        return limit;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    /** Whether no calls are sent on request. */
    boolean paused() {
        return paused;
    }

    /** Returns the nanoseconds until the next call may be sent; 0 or less if it may be sent now. */
    long waitNanos(long now) {
        if (paused) {
            return WHILE_PAUSED;
        }
        long pause = backOff.remaining(now);
        if (pause > 0) {
            return pause;
        }
        window.change(backOff.rate(now));
        return window.waitNanos(now);
    }

    /** Returns the nanoseconds until one more call may be sent, apart from any pause. */
    long slotNanos(long now) {
        return window.waitNanos(now);
    }

    /** Returns the nanoseconds that the back-off still lasts; 0 if there is none. */
    long backOffNanos(long now) {
        return backOff.remaining(now);
    }

    /** Returns how many of the wanted sends are permitted now, apart from any pause. */
    int free(long now, int wanted) {
        return window.free(now, wanted);
    }

    /** Returns the number of calls that are permitted in one period at present. */
    int permits() {
        return window.permits();
    }

    /** Returns how many concurrent calls are enough to use the whole limit. */
    int mostInFlight() {
        return window.mostInFlight();
    }

    /**
     * Returns how long a call is expected to wait, apart from a pause on request.
     *
     * @param before the number of calls that are sent before it
     */
    Duration expectedWait(long now, int before) {
        long first = Math.max(window.waitNanos(now), backOff.remaining(now));
        int ahead = before - window.free(now, before);
        long rest = ahead <= 0 ? 0 : (long) (ahead / limit.perSecond() * TimeUnit.SECONDS.toNanos(1));
        return Duration.ofNanos(Math.max(0, first) + rest);
    }

    /** Returns how long an answer takes, as far as known. */
    Duration usualAnswer() {
        return window.usualAnswer();
    }

    /** Takes the slot of a call that is about to be sent. */
    SlidingWindow.Slot take() {
        return window.taken();
    }

    /** Records that the request is sent. */
    void sent(SlidingWindow.Slot slot, long now) {
        window.sent(slot, now);
    }

    /** Frees the slot of a call that was not sent. */
    void notSent(SlidingWindow.Slot slot) {
        window.refused(slot);
    }

    /**
     * Records that a call was not refused.
     *
     * @return whether the platform refused calls until lately, and no longer does
     */
    boolean accepted(SlidingWindow.Slot slot, long now) {
        window.answered(slot, now);
        return backOff.accepted(now, window.permits() == limit.permits());
    }

    /**
     * Records that a call was refused as too frequent.
     *
     * @return whether this is the first refusal after a time without refusals
     */
    boolean refused(SlidingWindow.Slot slot, long now) {
        window.refused(slot);
        return backOff.refused(now, window.answered(now));
    }
}
