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

    /** Counts a request that arrives. */
    public void enter() {
        int now = inFlight.incrementAndGet();
        if (now > mostInFlight.get()) {
            mostInFlight.accumulateAndGet(now, Math::max);
        }
    }

    /** Counts a request that is answered. */
    public void leave() {
        inFlight.decrementAndGet();
    }

    /** Counts a call that passed the checks of platform header, token and limit. */
    public void accept() {
        accepted.increment();
    }

    /** Counts a call that the limit refused. */
    public void refuse() {
        refused.increment();
    }

    /** Counts an accepted call that was answered with a code other than 0. */
    public void fail() {
        failed.increment();
    }

    /** Counts a fault. */
    public void fault() {
        faults.increment();
    }

    /** Counts a repeated write that had succeeded before. */
    public void repeat() {
        repeated.increment();
    }

    /**
     * Returns the calls that passed the checks of platform header, token and limit.
     *
     * @return since the start
     */
    public long accepted() {
        return accepted.sum();
    }

    /**
     * Returns the calls that a limit refused with 429, without faults that answer 429.
     *
     * @return since the start
     */
    public long refused() {
        return refused.sum();
    }

    /**
     * Returns the accepted calls answered with a code other than 0.
     *
     * @return since the start
     */
    public long failed() {
        return failed.sum();
    }

    /**
     * Returns the faults that occurred.
     *
     * @return since the start
     */
    public long faults() {
        return faults.sum();
    }

    /**
     * Returns the writes that were repeated after they had succeeded.
     *
     * @return since the start
     */
    public long repeated() {
        return repeated.sum();
    }

    /**
     * Returns the maximum number of concurrent requests.
     *
     * @return since the start
     */
    public int mostInFlight() {
        return mostInFlight.get();
    }
}
