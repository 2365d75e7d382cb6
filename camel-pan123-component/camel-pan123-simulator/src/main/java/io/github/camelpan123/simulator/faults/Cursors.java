package io.github.camelpan123.simulator.faults;

import java.util.List;

/** What the cursors of lists do. All kinds but the first one lead a client that follows them round without end. */
public enum Cursors {
    /** They lead from page to page and end, as documented. */
    RIGHT,
    /** Every page names itself as the next one. */
    STUCK,
    /** The last page names the first one as the next. */
    CIRCLING,
    /** From the second page on each cursor is lower than the one before it. */
    BACKWARDS,
    /** Behind the last entry there is one empty page after the other, each with a cursor that was not there before. */
    ENDLESS;

    /** The cursor that says that there are no more pages. */
    public static final long END = -1;

    /** Lower than every id, so that it leads to the first page. */
    private static final long LOWEST = 1;

    /**
     * The cursor of a page.
     *
     * @param asked the cursor that the page was asked for with, 0 for none
     * @param shown the ids on the page, in ascending order
     * @param right what it would be as documented
     * @return the cursor to answer with
     */
    public long next(long asked, List<Long> shown, long right) {
        long first = shown.isEmpty() ? Math.max(asked, LOWEST) : shown.get(0);
        long last = shown.isEmpty() ? Math.max(asked, LOWEST) : shown.get(shown.size() - 1);
        return switch (this) {
            case RIGHT -> right;
            case STUCK -> first;
            case CIRCLING -> right == END ? LOWEST : right;
            case BACKWARDS -> asked > 0 ? Math.max(LOWEST, asked - 1) : right == END ? last : right;
            case ENDLESS -> right == END ? Math.max(asked, last) + 1 : right;
        };
    }
}
