package io.github.camelpan123.simulator.store;

/**
 * A sequence of ids (platform/calls.md, "Ids"). It is journalled by the block, so that a restart may leave a gap but
 * gives no id twice.
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
     * Starts at an id of the size that samples show.
     *
     * @param name tells it from other sequences
     * @param journal tells how far earlier runs came
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
     * A new id.
     *
     * @return never given before
     */
    public synchronized long next() {
        if (next == end) {
            end += BLOCK;
            journal.write(kind, "", new Mark(end));
        }
        return next++;
    }
}
