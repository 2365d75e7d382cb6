package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.LimitTable;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.api.Api;
import java.util.List;

/**
 * The queues of an account: their figures, and what management tools change. A change applies to all users of the
 * account. A queue is named by the short name of its call, one of {@link #names()}; any other name is an
 * {@link IllegalArgumentException}.
 */
public final class QueueControl {

    private final AccountQueues queues;
    private final Activity activity;

    QueueControl(AccountQueues queues, Activity activity) {
        this.queues = queues;
        this.activity = activity;
    }

    /** Returns the short names of all calls that have a queue, used or not. */
    public List<String> names() {
        return LimitTable.limited().stream().map(Api::shortName).sorted().toList();
    }

    /** Returns the figures of the used queues, sorted by path. */
    public List<QueueFigures> figures() {
        return queues.figures();
    }

    /** Returns the figures of one queue. */
    public QueueFigures figures(String shortName) {
        return queues.queue(api(shortName)).figures();
    }

    /** Returns the figures of the batch calls of a queue. */
    public BatchFigures batches(String shortName) {
        return activity.batches(api(shortName));
    }

    /** Pauses a queue, or ends its pause. */
    public void pause(String shortName, boolean paused) {
        queues.pause(api(shortName), paused);
    }

    /**
     * Changes a limit.
     *
     * @param callsPerSecond such as {@code 20} or {@code 0.2}
     * @throws IllegalArgumentException describing the error
     */
    public void limit(String shortName, String callsPerSecond) {
        queues.limit(api(shortName), Rate.parse("rateLimits." + shortName, callsPerSecond));
    }

    private static Api api(String shortName) {
        return Api.find(shortName)
                .orElseThrow(() -> new IllegalArgumentException("There is no call of the name " + shortName));
    }
}
