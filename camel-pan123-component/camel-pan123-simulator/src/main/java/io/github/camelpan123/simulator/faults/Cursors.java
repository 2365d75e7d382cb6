package io.github.camelpan123.simulator.faults;

import java.util.List;

/**
 * The behaviour of list cursors. With all kinds but the first, a client that follows the cursors never reaches the end.
 */
public enum Cursors {
    /** Cursors lead from page to page and end, as documented. */
    RIGHT,
    /** Each page returns its own cursor as the next one. */
    STUCK,
    /** The last page returns the cursor of the first one. */
    CIRCLING,
    /** From the second page on, each cursor is lower than the previous one. */
    BACKWARDS,
    /** After the last entry there are endless empty pages, each with a new cursor. */
    ENDLESS;

    /** The cursor of the last page. */
    public static final long END = -1;

    /** Lower than every ID, so that it refers to the first page. */
    private static final long LOWEST = 1;

    /**
     * Returns the next cursor of a page.
     *
     * @param asked the cursor of the request, 0 for none
     * @param shown the IDs on the page, in ascending order
     * @param right the documented cursor
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
