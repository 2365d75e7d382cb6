package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Invented;
import java.util.List;

/**
 * An asynchronous copy as it was begun.
 *
 * @param uid the account
 * @param id its ID
 * @param sources the entries to copy
 * @param target the folder
 * @param begunAt milliseconds since 1970
 * @param millis from its begin to its end
 */
public record CopyTask(long uid, long id, List<Long> sources, long target, long begunAt, long millis) {

    boolean waits(long now) {
        return now - begunAt < waiting();
    }

    private long waiting() {
        return (long) (millis * Invented.COPY_WAITING_SHARE);
    }

    /** Returns when a source is copied. The copies are spread evenly over the time after the wait. */
    long dueAt(int index) {
        long share = (index + 1) * (millis - waiting());
        return begunAt + waiting() - Math.floorDiv(-share, sources.size());
    }
}
