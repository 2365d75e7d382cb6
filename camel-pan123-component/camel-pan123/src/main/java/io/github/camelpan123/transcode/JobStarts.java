package io.github.camelpan123.transcode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The starts of one job that may have been executed, the oldest first. The last one counts. If the platform refuses it,
 * the one before counts again.
 */
final class JobStarts {

    /** Bounds the starts that were never answered. */
    private static final int MOST = 10;

    private final List<WatchedJob> starts = new ArrayList<>(1);

    /** The platform is asked to start the job. */
    void starting(WatchedJob start) {
        starts.add(start);
        if (starts.size() > MOST) {
            starts.remove(0);
        }
    }

    /** The platform has confirmed a start. It would have refused it if an earlier one had not failed. */
    void started(Instant since) {
        int at = indexOf(since);
        if (at >= 0) {
            starts.set(at, starts.get(at).confirm());
            starts.subList(0, at).clear();
        }
    }

    /** The platform has refused a start. */
    void refused(Instant since) {
        int at = indexOf(since);
        if (at >= 0) {
            starts.remove(at);
        }
    }

    /** The exchange of a start has completed. */
    void delivered(Instant since) {
        starts.subList(0, indexOf(since) + 1).replaceAll(WatchedJob::deliver);
    }

    /** No more results of a start, and of those before, are expected. */
    void over(Instant since) {
        starts.subList(0, indexOf(since) + 1).clear();
    }

    /** @param since null for the last start, because the entries of earlier builds do not name it */
    private int indexOf(Instant since) {
        for (int i = starts.size() - 1; i >= 0; i--) {
            if (since == null || starts.get(i).since().equals(since)) {
                return i;
            }
        }
        return -1;
    }

    boolean isEmpty() {
        return starts.isEmpty();
    }

    /** Returns the start that counts. */
    WatchedJob last() {
        return starts.get(starts.size() - 1);
    }

    List<WatchedJob> all() {
        return List.copyOf(starts);
    }
}
