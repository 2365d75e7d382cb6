package io.github.camelpan123.consumer;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/** The claims of the work items of one poll. */
final class PollClaims<W> {

    /**
     * The failed claims after which a poll stops. One failed claim must not stop the others, but a repository that is
     * down must not be called for each item.
     */
    private static final int MOST_REFUSALS = 3;

    private final Supplier<Tracker<W>> tracker;
    private int refusals;
    private Throwable failure;

    /** @param tracker returns the current tracker */
    PollClaims(Supplier<Tracker<W>> tracker) {
        this.tracker = tracker;
    }

    /** Whether further items may be claimed. */
    boolean goesOn() {
        return refusals < MOST_REFUSALS;
    }

    /** Returns the items that were claimed. */
    Queue<W> claim(List<W> found) {
        Queue<W> claimed = new ArrayDeque<>();
        for (W work : found) {
            try {
                if (goesOn() && tracker.get().claim(work)) {
                    claimed.add(work);
                }
            } catch (RuntimeException | Error e) {
                refusals++;
                failure = failure == null ? e : failure;
            }
        }
        return claimed;
    }

    /** Returns why the poll missed items: its own failure, or else that of the first failed claim; null for neither. */
    Throwable failure(Poll<W> poll) {
        return poll.failure().map(Throwable.class::cast).orElse(failure);
    }
}
