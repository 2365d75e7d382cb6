package io.github.camelpan123.account.ratelimit;

import java.time.Duration;

/**
 * How many calls a period a queue lets out: the limit, or fewer while the platform refuses what it documents. It goes
 * down to what the platform took in the last period, by half at most, and up again a tenth of the limit at a time, so
 * that it is back from half the limit in little more than a minute. Each step up may cost a refusal, so that small
 * limits, which have fewer steps, take them slower. Queues of less than five calls a second only pause.
 *
 * <p>Not thread-safe; its queue locks.
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

    /** The rate in force now. */
    Rate rate(long now) {
        if (allowed < limit.permits() && now - changedAt >= growsAfter) {
            allowed = Math.min(limit.permits(), allowed + step);
            changedAt = now;
        }
        return new Rate(allowed, limit.period());
    }

    /**
     * The platform refused a call.
     *
     * @param taken calls that it took in the last period
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
