package io.github.camelpan123.cluster;

import io.github.bucket4j.TimeMeter;

/**
 * The time of the store, which is the same for all nodes, whatever their own clocks show. Between two measurements it
 * goes on with the monotonic clock of this node.
 */
final class StoreClock implements TimeMeter {

    private static final int SAMPLES = 5;

    private volatile long offset;
    private volatile boolean known;

    /** Asks the store for its time. */
    @FunctionalInterface
    interface Reader {
        /** Returns nanoseconds since any epoch. */
        long read() throws Exception;
    }

    /** Measures the difference by the fastest of a few answers, because the error is at most half of its time. */
    void measure(Reader store) throws Exception {
        long fastest = Long.MAX_VALUE;
        long best = 0;
        for (int i = 0; i < SAMPLES; i++) {
            long asked = System.nanoTime();
            long time = store.read();
            long took = System.nanoTime() - asked;
            if (took < fastest) {
                fastest = took;
                best = time - (asked + took / 2);
            }
        }
        set(best);
    }

    /** Begins with a time, unless one is known already. */
    synchronized void begin(long nanos) {
        if (!known) {
            set(nanos - System.nanoTime());
        }
    }

    private synchronized void set(long measured) {
        offset = measured;
        known = true;
    }

    boolean known() {
        return known;
    }

    @Override
    public long currentTimeNanos() {
        return System.nanoTime() + offset;
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
