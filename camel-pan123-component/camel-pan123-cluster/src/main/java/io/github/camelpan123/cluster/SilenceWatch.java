package io.github.camelpan123.cluster;

/**
 * For how long the owner of something has been silent. If the engine did not answer meanwhile, the owner could not be
 * heard, so the time before the next answer does not count. Not thread-safe.
 */
final class SilenceWatch {

    /** The longest time without an answer that counts, as a part of the lease. */
    private static final int LONGEST_GAP = 3;

    private final SharedEngine shared;
    private final long lease;

    private long since;
    private long lookedAt;
    private long failures;

    /** @param lease nanoseconds */
    SilenceWatch(SharedEngine shared, long lease) {
        this.shared = shared;
        this.lease = lease;
    }

    /** What is stored is new to this node. */
    void begin(long now) {
        since = now;
        looked(now);
    }

    /** What is stored has not changed. */
    void goOn(long now) {
        if (shared.failures() != failures && now - lookedAt > lease / LONGEST_GAP) {
            since = now;
        }
        looked(now);
    }

    private void looked(long now) {
        lookedAt = now;
        failures = shared.failures();
    }

    /** Whether the owner has lost what it owned. */
    boolean longerThanALease(long now) {
        return now - since > lease;
    }
}
