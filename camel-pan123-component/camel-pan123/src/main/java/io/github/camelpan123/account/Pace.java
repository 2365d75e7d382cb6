package io.github.camelpan123.account;

import java.time.Duration;

/**
 * How many calls a period a lane lets out: the limit, or fewer while the platform refuses what it documents. It goes
 * down to what the platform took in the last period, by half at most, and up again a tenth of the limit at a time, so
 * that it is back at the limit in little more than a minute. Lanes of less than five calls a second only pause.
 *
 * <p>Not thread-safe; its lane locks.
 */
final class Pace {

    private static final double ADAPTS_FROM = 5;
    private static final long GROWS_AFTER = Duration.ofSeconds(15).toNanos();

    private Rate limit;
    private int allowed;
    private long changedAt;

    Pace(Rate limit) {
        change(limit);
    }

    void change(Rate newLimit) {
        limit = newLimit;
        allowed = newLimit.permits();
    }

    /** The rate in force now. */
    Rate rate(long now) {
        if (allowed < limit.permits() && now - changedAt >= GROWS_AFTER) {
            allowed = Math.min(limit.permits(), allowed + Math.max(1, limit.permits() / 10));
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
        boolean justChanged =
                allowed < limit.permits() && now - changedAt < limit.period().toNanos();
        if (limit.perSecond() < ADAPTS_FROM) {
            return;
        }
        if (!justChanged) {
            allowed = Math.max(1, Math.min(allowed - 1, Math.max(taken, allowed / 2)));
        }
        changedAt = now;
    }
}
