package io.github.camelpan123.consumer;

import java.util.function.BooleanSupplier;

/**
 * Tracks the work items that were found and their outcomes. Several threads call it concurrently. Only {@link #claim}
 * may throw; the other methods report their failures.
 *
 * @param <W> the type of a work item; each exchange has one
 */
public interface Tracker<W> {

    /**
     * Begins a poll.
     *
     * @param goesOn whether the poll may request more
     */
    Poll<W> poll(BooleanSupplier goesOn);

    /**
     * Claims an item, so that no other exchange gets it.
     *
     * @return whether to create an exchange now
     * @throws RuntimeException if the repository throws it; nothing is claimed then
     */
    boolean claim(W work);

    /** The exchange completed. The item is not processed again. */
    void completed(W work);

    /** No exchange was created. The next poll may find the item again. */
    void released(W work);

    /** The exchange failed or could not be created. A later poll finds the item again, unless it failed too often. */
    void failed(W work, Throwable cause);

    /** Returns the number of known work items that are not done, in progress or not. */
    int backlog();

    /** Returns the number of work items whose exchanges failed too often. */
    long givenUp();

    /**
     * Starts all pending after-read actions at once. Called when the consumer stops.
     *
     * @param last whether the context stops; if so, this method waits for the actions for a limited time
     */
    void flush(boolean last);
}
