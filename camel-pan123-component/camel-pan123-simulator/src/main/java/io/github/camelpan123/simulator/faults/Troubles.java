package io.github.camelpan123.simulator.faults;

import io.github.camelpan123.simulator.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Faults that are not limited to one call: persistent conditions of the platform, and planned outcomes. */
public final class Troubles {
    private record Planned(String resolution, int status) {}

    private final TimeSource time;
    private final ConcurrentLinkedQueue<Planned> transcodes = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> writeBans = new ConcurrentHashMap<>();
    private volatile long listLag;
    private volatile long searchLag;
    private volatile long newFileBlindness;
    private volatile long infosLag;
    private volatile boolean spaceFull;
    private volatile boolean trafficUsedUp;
    private volatile Cursors cursors = Cursors.RIGHT;

    /**
     * Creates a platform without faults.
     *
     * @param time the clock
     */
    public Troubles(TimeSource time) {
        this.time = time;
    }

    /**
     * Plans the outcome of the next transcode to a resolution.
     *
     * @param resolution in lower case, or null for any
     * @param status 3 to 254
     */
    public void failTranscode(String resolution, int status) {
        transcodes.add(new Planned(resolution, status));
    }

    /**
     * Returns and removes the planned outcome of a transcode that starts now.
     *
     * @param resolution in lower case
     * @return its status, or 255 if it will succeed
     */
    public int nextTranscode(String resolution) {
        for (Planned planned : transcodes) {
            boolean matches =
                    planned.resolution() == null || planned.resolution().equals(resolution);
            if (matches && transcodes.remove(planned)) {
                return planned.status();
            }
        }
        return 255;
    }

    /**
     * Bans writes of an account temporarily.
     *
     * @param clientId the account
     * @param length the duration from now on
     */
    public void banWrites(String clientId, Duration length) {
        writeBans.put(clientId, time.millis() + length.toMillis());
    }

    /**
     * Whether writes of an account are banned.
     *
     * @param clientId the account
     * @return true during a ban
     */
    public boolean writeBanned(String clientId) {
        Long end = writeBans.isEmpty() ? null : writeBans.get(clientId);
        return end != null && time.millis() < end;
    }

    /**
     * Sets how long lists do not show new entries.
     *
     * @param lag zero for no lag
     */
    public void listLag(Duration lag) {
        listLag = lag.toMillis();
    }

    /**
     * Sets how long searches do not find new entries, which they do not before lists show them.
     *
     * @param lag zero for that of lists
     */
    public void searchLag(Duration lag) {
        searchLag = lag.toMillis();
    }

    /**
     * Sets how long details and downloads do not find new entries.
     *
     * @param length zero for no lag
     */
    public void newFileBlindness(Duration length) {
        newFileBlindness = length.toMillis();
    }

    /**
     * Sets how long {@code infos} leaves new entries out.
     *
     * @param lag zero for no lag
     */
    public void infosLag(Duration lag) {
        infosLag = lag.toMillis();
    }

    /**
     * Whether {@code infos} shows an entry already.
     *
     * @param createdAt the creation time of the entry in milliseconds since 1970
     * @return false during the lag
     */
    public boolean informed(long createdAt) {
        return infosLag == 0 || time.millis() - createdAt >= infosLag;
    }

    /**
     * Whether lists show an entry already.
     *
     * @param createdAt the creation time of the entry in milliseconds since 1970
     * @return false during the lag
     */
    public boolean listed(long createdAt) {
        return listLag == 0 || time.millis() - createdAt >= listLag;
    }

    /**
     * Whether searches find an entry already.
     *
     * @param createdAt the creation time of the entry in milliseconds since 1970
     * @return false during the lag
     */
    public boolean found(long createdAt) {
        return listed(createdAt) && (searchLag == 0 || time.millis() - createdAt >= searchLag);
    }

    /**
     * Whether details and downloads find an entry already.
     *
     * @param createdAt the creation time of the entry in milliseconds since 1970
     * @return false while they answer 5066
     */
    public boolean known(long createdAt) {
        return newFileBlindness == 0 || time.millis() - createdAt >= newFileBlindness;
    }

    /**
     * Sets whether the transcode space is full.
     *
     * @param full whether downloads from it answer {@code isFull}
     */
    public void spaceFull(boolean full) {
        spaceFull = full;
    }

    /**
     * Whether the transcode space is full.
     *
     * @return the switch
     */
    public boolean spaceFull() {
        return spaceFull;
    }

    /**
     * Sets whether the download traffic is exhausted.
     *
     * @param usedUp whether download_info answers 5113
     */
    public void trafficUsedUp(boolean usedUp) {
        trafficUsedUp = usedUp;
    }

    /**
     * Whether the download traffic is exhausted.
     *
     * @return the switch
     */
    public boolean trafficUsedUp() {
        return trafficUsedUp;
    }

    /**
     * Sets the behaviour of list cursors.
     *
     * @param kind the behaviour
     */
    public void cursors(Cursors kind) {
        cursors = kind;
    }

    /**
     * Returns the behaviour of list cursors.
     *
     * @return never null
     */
    public Cursors cursors() {
        return cursors;
    }

    /** Removes all faults. */
    public void clear() {
        transcodes.clear();
        writeBans.clear();
        listLag = 0;
        searchLag = 0;
        newFileBlindness = 0;
        infosLag = 0;
        spaceFull = false;
        trafficUsedUp = false;
        cursors = Cursors.RIGHT;
    }
}
