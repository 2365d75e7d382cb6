package io.github.camelpan123.simulator.figures;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The figures of one path, over all accounts. */
public final class PathFigures {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    PathFigures() {}

    /** A request arrives. */
    public void enter() {
        int now = inFlight.incrementAndGet();
        if (now > mostInFlight.get()) {
            mostInFlight.accumulateAndGet(now, Math::max);
        }
    }

    /** The request is answered. */
    public void leave() {
        inFlight.decrementAndGet();
    }

    /** The call passed platform, token and limit. */
    public void accept() {
        accepted.increment();
    }

    /** The limit refused the call. */
    public void refuse() {
        refused.increment();
    }

    /** An accepted call was answered with a code other than 0. */
    public void fail() {
        failed.increment();
    }

    /** A fault was played. */
    public void fault() {
        faults.increment();
    }

    /** A write came again that had succeeded before. */
    public void repeat() {
        repeated.increment();
    }

    /**
     * Calls that passed platform, token and limit.
     *
     * @return since the start
     */
    public long accepted() {
        return accepted.sum();
    }

    /**
     * Calls refused with 429 by a limit; faults that answer 429 are not among them.
     *
     * @return since the start
     */
    public long refused() {
        return refused.sum();
    }

    /**
     * Accepted calls answered with a code other than 0.
     *
     * @return since the start
     */
    public long failed() {
        return failed.sum();
    }

    /**
     * Faults played.
     *
     * @return since the start
     */
    public long faults() {
        return faults.sum();
    }

    /**
     * Writes that came again after they had succeeded.
     *
     * @return since the start
     */
    public long repeated() {
        return repeated.sum();
    }

    /**
     * The most requests in work at one time.
     *
     * @return since the start
     */
    public int mostInFlight() {
        return mostInFlight.get();
    }
}
