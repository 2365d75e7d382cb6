package io.github.camelpan123.simulator.limits;

/**
 * A bucket of N tokens that fills at a constant rate within one period. It permits bursts of N, and up to 2N in a
 * period just after a pause.
 */
final class TokenBucket implements RateGate {
    /**
     * The bucket counts in units: each nanosecond adds as many units as a period has calls, and a call costs as many
     * units as a period has nanoseconds.
     */
    private final int calls;

    private final long period;
    private long level;
    private long last;
    private boolean started;

    TokenBucket(Limit limit) {
        calls = limit.calls();
        period = limit.periodNanos();
        level = capacity();
    }

    @Override
    public boolean pass(long now) {
        if (started) {
            long passed = Math.max(0, now - last);
            level = passed >= period ? capacity() : Math.min(capacity(), level + passed * calls);
        }
        started = true;
        last = now;
        if (level < period) {
            return false;
        }
        level -= period;
        return true;
    }

    private long capacity() {
        return Math.multiplyExact(period, (long) calls);
    }
}
