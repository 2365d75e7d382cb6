package io.github.camelpan123.account;

/**
 * How many items the batch calls of an API carried.
 *
 * @param shortName the name of the call in the option {@code rateLimits}
 * @param batches the number of batch calls
 * @param items the total number of their items
 */
public record BatchFigures(String shortName, long batches, long items) {

    /** Returns the mean number of items; 0 before the first batch. */
    public double meanSize() {
        return batches == 0 ? 0 : (double) items / batches;
    }
}
