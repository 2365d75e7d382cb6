package io.github.camelpan123.simulator.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The current limits, by path. They start with the notice's table and may change while calls arrive. */
public final class LimitTable {
    private record Row(String path, double free, double vip) {}

    /** The 17 limited APIs with their calls per second for free and VIP accounts (platform/notice.md, "Limits"). */
    private static final Row[] NOTICE = {
        new Row("/api/v1/user/info", 10, 10),
        new Row("/api/v1/file/move", 3, 10),
        new Row("/api/v1/file/delete", 1, 10),
        new Row("/api/v1/file/list", 0.2, 10),
        new Row("/api/v2/file/list", 5, 10),
        new Row("/upload/v1/file/mkdir", 5, 20),
        new Row("/api/v1/access_token", 8, 10),
        new Row("/api/v1/transcode/folder/info", 20, 20),
        new Row("/api/v1/transcode/upload/from_cloud_disk", 1, 1),
        new Row("/api/v1/transcode/delete", 10, 10),
        new Row("/api/v1/transcode/video/resolutions", 1, 1),
        new Row("/api/v1/transcode/video", 3, 3),
        new Row("/api/v1/transcode/video/record", 20, 20),
        new Row("/api/v1/transcode/video/result", 20, 20),
        new Row("/api/v1/transcode/file/download", 10, 10),
        new Row("/api/v1/transcode/m3u8_ts/download", 20, 20),
        new Row("/api/v1/transcode/file/download/all", 1, 1),
    };

    private final Map<String, Limit> limits = new ConcurrentHashMap<>();
    private final boolean bucket;
    private volatile boolean enforced;

    /**
     * Creates the notice's table.
     *
     * @param vip whether the account belongs to a VIP
     * @param enforced false to let every call pass and only count
     * @param bucket true for a token bucket in place of the rolling window; the algorithm of the platform is unknown
     */
    public LimitTable(boolean vip, boolean enforced, boolean bucket) {
        this.enforced = enforced;
        this.bucket = bucket;
        for (Row row : NOTICE) {
            limits.put(row.path(), Limit.perSecond(vip ? row.vip() : row.free()));
        }
    }

    /**
     * Returns the limit of a path.
     *
     * @param path with a leading slash
     * @return {@link Limit#NONE} for a path that the notice does not list
     */
    public Limit of(String path) {
        return limits.getOrDefault(path, Limit.NONE);
    }

    /**
     * Changes a limit from the next call on. Calls that have passed before do not count any more.
     *
     * @param path with a leading slash
     * @param limit the new one
     */
    public void set(String path, Limit limit) {
        limits.put(path, limit);
    }

    /**
     * Turns all limits on or off.
     *
     * @param on false to let every call pass
     */
    public void enforce(boolean on) {
        enforced = on;
    }

    boolean enforced() {
        return enforced;
    }

    boolean bucket() {
        return bucket;
    }
}
