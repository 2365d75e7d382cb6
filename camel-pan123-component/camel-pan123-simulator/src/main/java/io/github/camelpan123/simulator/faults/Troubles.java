package io.github.camelpan123.simulator.faults;

import io.github.camelpan123.simulator.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Faults that are not of one call: conditions of the whole platform that last, and outcomes that are planned ahead. */
public final class Troubles {
    private record Planned(String resolution, int status) {}

    private final TimeSource time;
    private final ConcurrentLinkedQueue<Planned> transcodes = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> writeBans = new ConcurrentHashMap<>();
    private volatile long listLag;
    private volatile long newFileBlindness;
    private volatile boolean spaceFull;
    private volatile boolean trafficUsedUp;
    private volatile Cursors cursors = Cursors.RIGHT;

    /**
     * No trouble.
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
     * The planned outcome of a transcode that starts now; it is used up.
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
     * Forbids an account to write for a while.
     *
     * @param clientId whose account
     * @param length how long from now on
     */
    public void banWrites(String clientId, Duration length) {
        writeBans.put(clientId, time.millis() + length.toMillis());
    }

    /**
     * Whether an account may not write now.
     *
     * @param clientId whose account
     * @return true during a ban
     */
    public boolean writeBanned(String clientId) {
        Long end = writeBans.isEmpty() ? null : writeBans.get(clientId);
        return end != null && time.millis() < end;
    }

    /**
     * How long lists do not show what is new.
     *
     * @param lag zero for at once
     */
    public void listLag(Duration lag) {
        listLag = lag.toMillis();
    }

    /**
     * How long details and downloads do not know what is new.
     *
     * @param length zero for at once
     */
    public void newFileBlindness(Duration length) {
        newFileBlindness = length.toMillis();
    }

    /**
     * Whether lists show an entry already.
     *
     * @param createdAt when the entry was made, in milliseconds since 1970
     * @return false during the lag
     */
    public boolean listed(long createdAt) {
        return listLag == 0 || time.millis() - createdAt >= listLag;
    }

    /**
     * Whether details and downloads know an entry already.
     *
     * @param createdAt when the entry was made, in milliseconds since 1970
     * @return false while they answer 5066
     */
    public boolean known(long createdAt) {
        return newFileBlindness == 0 || time.millis() - createdAt >= newFileBlindness;
    }

    /**
     * Fills the transcode space, or frees it.
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
     * Uses the download traffic up, or frees it.
     *
     * @param usedUp whether download_info answers 5113
     */
    public void trafficUsedUp(boolean usedUp) {
        trafficUsedUp = usedUp;
    }

    /**
     * Whether the download traffic is used up.
     *
     * @return the switch
     */
    public boolean trafficUsedUp() {
        return trafficUsedUp;
    }

    /**
     * Spoils the cursors of lists, or puts them right.
     *
     * @param kind what they do
     */
    public void cursors(Cursors kind) {
        cursors = kind;
    }

    /**
     * What the cursors of lists do.
     *
     * @return never null
     */
    public Cursors cursors() {
        return cursors;
    }

    /** Ends all trouble. */
    public void clear() {
        transcodes.clear();
        writeBans.clear();
        listLag = 0;
        newFileBlindness = 0;
        spaceFull = false;
        trafficUsedUp = false;
        cursors = Cursors.RIGHT;
    }
}
