package io.github.camelpan123.simulator.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The limiters of one account. */
public final class PathLimiters {
    private final LimitTable table;
    private final Map<String, PathLimiter> limiters = new ConcurrentHashMap<>();

    /**
     * Creates a registry without limiters.
     *
     * @param table the current limits
     */
    public PathLimiters(LimitTable table) {
        this.table = table;
    }

    /**
     * Returns the limiter of a path.
     *
     * @param path with a leading slash
     * @return always the same object for a path
     */
    public PathLimiter of(String path) {
        PathLimiter limiter = limiters.get(path);
        return limiter != null ? limiter : limiters.computeIfAbsent(path, key -> new PathLimiter(table, key));
    }

    /**
     * Returns the fullest window of a path.
     *
     * @param path with a leading slash
     * @return calls; zero if there were none
     */
    public int fullestWindow(String path) {
        PathLimiter limiter = limiters.get(path);
        return limiter == null ? 0 : limiter.fullestWindow();
    }
}
