package io.github.camelpan123.simulator.limits;

import io.github.camelpan123.simulator.time.TimeSource;

/** The calls of one account to one path. It enforces the limit and records the fullest window. */
public final class PathLimiter {
    private final LimitTable table;
    private final String path;
    private final Peak peak = new Peak();
    private Limit limit;
    private RateGate gate;

    /**
     * Creates a limiter without calls.
     *
     * @param table the current limits
     * @param path with a leading slash
     */
    public PathLimiter(LimitTable table, String path) {
        this.table = table;
        this.path = path;
    }

    /**
     * Checks one call.
     *
     * @param time read within the lock of the limiter, so that the calls are in the order of their times
     * @return false if the platform must answer 429
     */
    public synchronized boolean pass(TimeSource time) {
        long now = time.nanos();
        Limit current = table.of(path);
        if (current != limit) {
            limit = current;
            gate = null;
            if (current.limited()) {
                gate = table.bucket() ? new TokenBucket(current) : new RollingWindow(current);
            }
        }
        if (gate != null && table.enforced() && !gate.pass(now)) {
            return false;
        }
        peak.add(now, current.periodNanos());
        return true;
    }

    /**
     * Returns the maximum number of calls that passed within any period of the limit, or within any second if there is
     * no limit.
     *
     * @return calls
     */
    public synchronized int fullestWindow() {
        return peak.fullest();
    }
}
