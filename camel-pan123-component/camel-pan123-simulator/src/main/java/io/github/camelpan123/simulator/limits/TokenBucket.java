package io.github.camelpan123.simulator.limits;

/** A bucket of N tokens that fills evenly within one period: bursts of N, and up to 2N in a period just after a pause. */
final class TokenBucket implements RateGate {
    /** One nanosecond brings as many drops as there are calls in a period; a call costs as many drops as a period has nanoseconds. */
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
