package io.github.camelpan123.account.ratelimit;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a queue does after the platform has refused calls: it pauses, longer after each refusal in a row, and sends
 * fewer calls for some time.
 *
 * <p>Not thread-safe; guarded by the lock of its queue. Times are nanoseconds of the queue's clock.
 */
final class RefusalBackOff {

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    /** The time without a refusal after which calls count as accepted again. */
    private static final long QUIET = TimeUnit.SECONDS.toNanos(30);

    private final AdaptiveRate adaptiveRate;
    private Rate limit;
    private int inARow;
    private boolean paused;
    private long pausedUntil;
    /** Whether the platform has refused calls lately. */
    private boolean throttled;

    private long refusedAt;

    RefusalBackOff(Rate limit) {
        this.limit = limit;
        this.adaptiveRate = new AdaptiveRate(limit);
    }

    void change(Rate newLimit) {
        limit = newLimit;
        adaptiveRate.change(newLimit);
    }

    /** Returns the rate that calls may be sent at. */
    Rate rate(long now) {
        return adaptiveRate.rate(now);
    }

    /** Returns the nanoseconds until calls may be sent again; 0 if they may be sent now. */
    long remaining(long now) {
        paused &= pausedUntil - now > 0;
        return paused ? pausedUntil - now : 0;
    }

    /**
     * Handles an accepted call.
     *
     * @param atLimit whether calls are sent at the full limit again
     * @return whether the platform refused calls until lately, and no longer does
     */
    boolean accepted(long now, boolean atLimit) {
        inARow = 0;
        boolean ended = throttled && now - refusedAt > QUIET && atLimit;
        throttled &= !ended;
        return ended;
    }

    /**
     * Handles a refused call.
     *
     * @param taken the number of accepted calls in the last period
     * @return whether this is the first one after a time without refusals
     */
    boolean refused(long now, int taken) {
        boolean began = !throttled;
        throttled = true;
        refusedAt = now;
        adaptiveRate.refused(now, taken);
        if (remaining(now) == 0) {
            // refusals of calls that were sent before the first refusal carry no new information
            inARow++;
            pause(now);
        }
        return began;
    }

    private void pause(long now) {
        long base = Math.max(SHORTEST_PAUSE, limit.period().toNanos() / limit.permits());
        long grown = Math.min(LONGEST_PAUSE, base << Math.min(inARow - 1, 6));
        pausedUntil = now + (long) (grown * (0.75 + ThreadLocalRandom.current().nextDouble() * 0.5));
        paused = true;
    }
}
