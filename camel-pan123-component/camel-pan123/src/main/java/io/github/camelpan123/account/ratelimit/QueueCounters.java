package io.github.camelpan123.account.ratelimit;

import java.time.Duration;

/**
 * Counts the calls that a queue has sent.
 *
 * <p>Not thread-safe; guarded by the lock of its queue. Times are nanoseconds of the queue's clock.
 */
final class QueueCounters {

    private long sent;
    private long sentAt;
    private int inFlight;
    private long refused;

    void sent(long now) {
        sent++;
        inFlight++;
        sentAt = now;
    }

    /** Takes back a call that was counted as sent and was not. */
    void notSent() {
        sent--;
        inFlight--;
    }

    /** The answer to a call has arrived, or there will be none. */
    void answered() {
        inFlight--;
    }

    /** The answer was a refusal as too frequent. */
    void refused() {
        refused++;
    }

    /** Returns the number of calls sent so far, including repetitions. */
    long sent() {
        return sent;
    }

    int inFlight() {
        return inFlight;
    }

    long refusals() {
        return refused;
    }

    /**
     * Returns how long calls have waited without any of them being sent.
     *
     * @param since when the oldest waiting call was made
     */
    Duration stalled(long now, long since) {
        long waited = now - since;
        return Duration.ofNanos(Math.max(0, sent == 0 ? waited : Math.min(waited, now - sentAt)));
    }
}
