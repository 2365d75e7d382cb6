package io.github.camelpan123.simulator.store;

/**
 * A sequence of IDs (platform/calls.md, "Ids"). It is recorded in the journal by blocks, so that a restart may leave a
 * gap but never issues an ID twice.
 */
public final class Sequence {
    private record Mark(long end) {}

    private static final String KIND = "ids";
    private static final long FIRST = 14_663_228L;
    private static final long BLOCK = 100;

    private final String kind;
    private final Journal journal;
    private long next = FIRST;
    private long end = FIRST;

    /**
     * Creates a sequence that starts at an ID of the size in samples.
     *
     * @param name distinguishes it from other sequences
     * @param journal provides the last block of earlier runs
     */
    public Sequence(String name, Journal journal) {
        this.journal = journal;
        kind = KIND + " of " + name;
        journal.reads(kind, Mark.class, this::restore);
    }

    private synchronized void restore(Mark mark) {
        next = mark.end();
        end = mark.end();
    }

    /**
     * Returns a bound of the IDs to come.
     *
     * @return none that is issued from now on is lower, and none issued before is as high
     */
    public synchronized long bound() {
        return next;
    }

    /**
     * Returns a new ID.
     *
     * @return never issued before
     */
    public synchronized long next() {
        if (next == end) {
            end += BLOCK;
            journal.write(kind, "", new Mark(end));
        }
        return next++;
    }
}
