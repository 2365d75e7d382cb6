package io.github.camelpan123.account.ratelimit;

import java.time.Duration;

/**
 * The effective rate of a queue: the limit, or less after the platform refused calls within its documented limit. A
 * refusal lowers the rate to the number of calls accepted in the last period, by half at most. It then rises in steps
 * of a tenth of the limit, so that it takes little more than a minute from half the limit to the full one. Each step
 * may cause a refusal, so small limits, which have fewer steps, rise more slowly. Queues of less than five calls a
 * second only pause.
 *
 * <p>Not thread-safe; guarded by the lock of its queue.
 */
final class AdaptiveRate {

    private static final double ADAPTS_FROM = 5;
    private static final long FROM_HALF = Duration.ofSeconds(75).toNanos();
    private static final int STEPS = 10;

    private Rate limit;
    private int allowed;
    private int step;
    private long growsAfter;
    private long changedAt;
    private long reducedAt;

    AdaptiveRate(Rate limit) {
        change(limit);
    }

    void change(Rate newLimit) {
        limit = newLimit;
        allowed = newLimit.permits();
        step = (newLimit.permits() + STEPS - 1) / STEPS;
        int upperHalf = newLimit.permits() - newLimit.permits() / 2;
        growsAfter = FROM_HALF / ((upperHalf + step - 1) / step);
    }

    /** Returns the current rate. */
    Rate rate(long now) {
        if (allowed < limit.permits() && now - changedAt >= growsAfter) {
            allowed = Math.min(limit.permits(), allowed + step);
            changedAt = now;
        }
        return new Rate(allowed, limit.period());
    }

    /**
     * Handles a refused call.
     *
     * @param taken the number of accepted calls in the last period
     */
    void refused(long now, int taken) {
        if (limit.perSecond() < ADAPTS_FROM) {
            return;
        }
        boolean sameBurst =
                allowed < limit.permits() && now - reducedAt < limit.period().toNanos();
        if (!sameBurst) {
            allowed = Math.max(1, Math.min(allowed - 1, Math.max(taken, allowed / 2)));
            reducedAt = now;
        }
        changedAt = now;
    }
}
