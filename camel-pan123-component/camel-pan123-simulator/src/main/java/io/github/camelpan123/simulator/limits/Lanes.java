package io.github.camelpan123.simulator.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All lanes of one account. */
public final class Lanes {
    private final LimitTable table;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /**
     * No lane yet.
     *
     * @param table the limits in force
     */
    public Lanes(LimitTable table) {
        this.table = table;
    }

    /**
     * The lane of a path.
     *
     * @param path with a leading slash
     * @return always the same one for a path
     */
    public Lane of(String path) {
        Lane lane = lanes.get(path);
        return lane != null ? lane : lanes.computeIfAbsent(path, key -> new Lane(table, key));
    }

    /**
     * The fullest window of a path.
     *
     * @param path with a leading slash
     * @return calls; 0 if none came
     */
    public int fullestWindow(String path) {
        Lane lane = lanes.get(path);
        return lane == null ? 0 : lane.fullestWindow();
    }
}
