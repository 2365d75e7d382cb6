package io.github.camelpan123.simulator.store;

import java.util.concurrent.atomic.AtomicLong;

/** The one sequence of ids, section 20 rule 5. */
public final class Sequence {
    private static final long FIRST = 14_663_228L;

    private final AtomicLong next = new AtomicLong(FIRST);

    /** Starts at an id of the size that samples show. */
    public Sequence() {}

    /**
     * A new id.
     *
     * @return never given before
     */
    public long next() {
        return next.getAndIncrement();
    }

    /**
     * An id from an earlier run.
     *
     * @param id will not be given again
     */
    public void seen(long id) {
        next.accumulateAndGet(id + 1, Math::max);
    }
}
