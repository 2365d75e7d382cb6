package io.github.camelpan123.consumer;

import java.util.List;
import java.util.Optional;

/**
 * One poll of the platform that returns work items as it finds them. The items are not claimed. A caller may drop them,
 * because the next poll finds them again.
 *
 * @param <W> the type of a work item; each exchange has one
 */
public interface Poll<W> extends AutoCloseable {

    /**
     * Waits for the next items, only briefly, so that a stop of the consumer is noticed. {@link #failure()} returns a
     * failure of this method.
     *
     * @param most the maximum number of items, at least 1
     * @return the items that may be claimed; empty if none has been found yet
     */
    List<W> next(int most);

    /** Whether the platform has answered at least once, which makes the consumer ready. */
    boolean answered();

    /** Whether the poll will find no more items. */
    boolean over();

    /** Returns the failure that ended the poll early, or empty. */
    Optional<RuntimeException> failure();

    /** Ends the poll, whether it is over or not. */
    @Override
    void close();
}
