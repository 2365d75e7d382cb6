package io.github.camelpan123.cluster;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The time of the engine, which is the same for all nodes, whatever their own clocks show. Between two measurements it
 * goes on with the monotonic clock of this node.
 */
final class EngineClock implements TimeMeter {

    private static final int SAMPLES = 5;
    private static final long UNKNOWN = Long.MIN_VALUE;

    /** By how many nanoseconds the time is ahead of the monotonic clock of this JVM. */
    private final AtomicLong offset;

    private final LongSupplier nanos;
    /** How many times the time was found to be later than it was carried on. */
    private final AtomicLong steps = new AtomicLong();

    EngineClock() {
        this(unknownOffset());
    }

    /** @param offset is shared with whoever else has it */
    EngineClock(AtomicLong offset) {
        this(offset, System::nanoTime);
    }

    /** @param nanos the monotonic clock */
    EngineClock(AtomicLong offset, LongSupplier nanos) {
        this.offset = offset;
        this.nanos = nanos;
    }

    /** Returns the offset of a time that is not known yet. */
    static AtomicLong unknownOffset() {
        return new AtomicLong(UNKNOWN);
    }

    /** Asks the engine for its time. */
    @FunctionalInterface
    interface Reader {
        /** Returns nanoseconds since any epoch. */
        long read() throws Exception;
    }

    /**
     * The bounds of a measurement.
     *
     * @param answer the longest time of the fastest answer
     * @param all after how long no further answer is asked for
     */
    record Bounds(Duration answer, Duration all) {

        /**
         * Two clocks then differ by half of the slack at most, and one more answer still comes within the timeout.
         *
         * @param timeout of the whole measurement
         */
        static Bounds of(Duration timeout, Duration slack) {
            return new Bounds(slack.dividedBy(2), timeout.dividedBy(3));
        }
    }

    /**
     * Measures the difference by the fastest of a few answers, because the error is at most half of its time. A known
     * difference that a slow answer does not disprove is kept, because the monotonic clock is then more accurate.
     *
     * @throws TimeoutException if the answers are too slow and the difference is not known
     */
    void measure(Bounds bounds, Reader engine) throws Exception {
        long began = nanos.getAsLong();
        long fastest = Long.MAX_VALUE;
        long best = 0;
        int samples = 0;
        do {
            long asked = nanos.getAsLong();
            long time = engine.read();
            long took = nanos.getAsLong() - asked;
            samples++;
            if (took < fastest) {
                fastest = took;
                best = time - (asked + took / 2);
            }
        } while (samples < SAMPLES && nanos.getAsLong() - began < bounds.all().toNanos());
        long known = offset.get();
        boolean exact = fastest <= bounds.answer().toNanos();
        if (!exact && known == UNKNOWN) {
            throw new TimeoutException(String.format(
                    "its time was told in %d ms, which is more than half of clusterSlack, %d ms",
                    TimeUnit.NANOSECONDS.toMillis(fastest), bounds.answer().toMillis()));
        }
        if (exact || Math.abs(best - known) > fastest / 2) {
            // the errors of two measurements together are not larger
            if (known != UNKNOWN && best - known > bounds.answer().toNanos()) {
                // first, so that whoever counts with the new time finds it
                steps.incrementAndGet();
            }
            offset.set(best);
        }
    }

    /** Returns how many times the time has been set forward. */
    long steps() {
        return steps.get();
    }

    /** Begins with a time, unless one is known already. */
    void begin(long time) {
        offset.compareAndSet(UNKNOWN, time - nanos.getAsLong());
    }

    boolean known() {
        return offset.get() != UNKNOWN;
    }

    @Override
    public long currentTimeNanos() {
        return nanos.getAsLong() + offset.get();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
