package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Invented;
import java.util.List;

/**
 * An asynchronous copy.
 *
 * @param uid the account
 * @param id its ID
 * @param left the entries that are still to be copied
 * @param count the number of all entries
 * @param target the folder
 * @param begunAt milliseconds since 1970
 * @param millis from its begin to its end
 * @param whole whether everything so far could be copied
 */
record CopyTask(long uid, long id, List<Long> left, int count, long target, long begunAt, long millis, boolean whole) {

    boolean ended() {
        return left.isEmpty();
    }

    boolean waits(long now) {
        return now - begunAt < waiting();
    }

    private long waiting() {
        return (long) (millis * Invented.COPY_WAITING_SHARE);
    }

    /** Returns those that are to be copied by now, but were not. The copies are spread evenly over the time. */
    List<Long> due(long now) {
        long elapsed = now - begunAt;
        long made = count;
        if (elapsed < millis) {
            made = waits(now) ? 0 : (elapsed - waiting()) * count / (millis - waiting());
        }
        int copied = count - left.size();
        return left.subList(0, (int) Math.max(0, made - copied));
    }

    CopyTask copied(int more, boolean all) {
        return new CopyTask(
                uid, id, List.copyOf(left.subList(more, left.size())), count, target, begunAt, millis, whole && all);
    }
}
