package io.github.camelpan123.simulator.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of one account. */
public final class Lanes {
    private final LimitTable table;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /**
     * Creates a registry without lanes.
     *
     * @param table the current limits
     */
    public Lanes(LimitTable table) {
        this.table = table;
    }

    /**
     * Returns the lane of a path.
     *
     * @param path with a leading slash
     * @return always the same object for a path
     */
    public Lane of(String path) {
        Lane lane = lanes.get(path);
        return lane != null ? lane : lanes.computeIfAbsent(path, key -> new Lane(table, key));
    }

    /**
     * Returns the fullest window of a path.
     *
     * @param path with a leading slash
     * @return calls; zero if there were none
     */
    public int fullestWindow(String path) {
        Lane lane = lanes.get(path);
        return lane == null ? 0 : lane.fullestWindow();
    }
}
