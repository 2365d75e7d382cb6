package io.github.camelpan123.simulator.limits;

/** A bucket of N tokens that fills evenly within one period: bursts of N, and up to 2N in a period just after a pause. */
final class TokenBucket implements RateGate {
    private final long capacity;
    private final long nanosPerToken;
    private long level;
    private long last;
    private boolean started;

    TokenBucket(Limit limit) {
        nanosPerToken = Math.max(1, limit.periodNanos() / limit.calls());
        capacity = nanosPerToken * limit.calls();
        level = capacity;
    }

    @Override
    public boolean pass(long now) {
        if (started) {
            level = Math.min(capacity, level + Math.max(0, now - last));
        }
        started = true;
        last = now;
        if (level < nanosPerToken) {
            return false;
        }
        level -= nanosPerToken;
        return true;
    }
}
