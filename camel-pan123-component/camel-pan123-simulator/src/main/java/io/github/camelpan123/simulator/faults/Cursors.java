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
    /** From the second page on, each cursor is before the previous one in the order of the list. */
    BACKWARDS,
    /** After the last entry there are endless empty pages, each with a new cursor. */
    ENDLESS;

    /** The cursor of the last page. */
    public static final long END = -1;

    /** Lower than every ID, so that it refers to the first page of a list with ascending IDs. */
    private static final long LOWEST = 1;
    /** Higher than every ID, but still exact in clients that read numbers as floating-point ones. */
    private static final long HIGHEST = (1L << 53) - 1;

    /**
     * Returns the next cursor of a page.
     *
     * @param asked the cursor of the request, 0 for none
     * @param shown the IDs on the page, in the order of the list
     * @param right the documented cursor
     * @param descending whether the list has descending IDs
     * @return the cursor to answer with
     */
    public long next(long asked, List<Long> shown, long right, boolean descending) {
        long begin = descending ? HIGHEST : LOWEST;
        long step = descending ? -1 : 1;
        long here = asked > 0 ? asked : begin;
        long first = shown.isEmpty() ? here : shown.get(0);
        long last = shown.isEmpty() ? here : shown.get(shown.size() - 1);
        return switch (this) {
            case RIGHT -> right;
            case STUCK -> first;
            case CIRCLING -> right == END ? begin : right;
            case BACKWARDS -> asked > 0 ? within(asked - step) : right == END ? last : right;
            case ENDLESS -> right == END ? within(last + step) : right;
        };
    }

    private static long within(long cursor) {
        return Math.max(LOWEST, Math.min(HIGHEST, cursor));
    }
}
