package io.github.camelpan123.simulator.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All limiters of one account. */
public final class PathLimiters {
    private final LimitTable table;
    private final Map<String, PathLimiter> limiters = new ConcurrentHashMap<>();

    /**
     * No limiter yet.
     *
     * @param table the limits in force
     */
    public PathLimiters(LimitTable table) {
        this.table = table;
    }

    /**
     * The limiter of a path.
     *
     * @param path with a leading slash
     * @return always the same one for a path
     */
    public PathLimiter of(String path) {
        PathLimiter limiter = limiters.get(path);
        return limiter != null ? limiter : limiters.computeIfAbsent(path, key -> new PathLimiter(table, key));
    }

    /**
     * The fullest window of a path.
     *
     * @param path with a leading slash
     * @return calls; 0 if none came
     */
    public int fullestWindow(String path) {
        PathLimiter limiter = limiters.get(path);
        return limiter == null ? 0 : limiter.fullestWindow();
    }
}
