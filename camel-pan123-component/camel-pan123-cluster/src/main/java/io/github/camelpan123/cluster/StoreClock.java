package io.github.camelpan123.cluster;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time of the store, which is the same for all nodes, whatever their own clocks show. Between two measurements it
 * goes on with the monotonic clock of this node.
 */
final class StoreClock implements TimeMeter {

    private static final int SAMPLES = 5;
    private static final long UNKNOWN = Long.MIN_VALUE;

    /** By how many nanoseconds the time is ahead of the monotonic clock of this JVM. */
    private final AtomicLong offset;

    StoreClock() {
        this(unknownOffset());
    }

    /** @param offset is shared with whoever else has it */
    StoreClock(AtomicLong offset) {
        this.offset = offset;
    }

    /** Returns the offset of a time that is not known yet. */
    static AtomicLong unknownOffset() {
        return new AtomicLong(UNKNOWN);
    }

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
        offset.set(best);
    }

    /** Begins with a time, unless one is known already. */
    void begin(long nanos) {
        offset.compareAndSet(UNKNOWN, nanos - System.nanoTime());
    }

    boolean known() {
        return offset.get() != UNKNOWN;
    }

    @Override
    public long currentTimeNanos() {
        return System.nanoTime() + offset.get();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
