package io.github.camelpan123.account.ratelimit;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The next time at which a queue looks at its waiting calls.
 *
 * <p>Not thread-safe; guarded by the lock of its queue. Times are nanoseconds of the queue's clock.
 */
final class WakeUpTimer {

    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(1);

    private final ScheduledExecutorService timer;
    private final Runnable wakeUp;
    private ScheduledFuture<?> next;
    private long nextAt;

    /** @param wakeUp must call {@link #fired()} */
    WakeUpTimer(ScheduledExecutorService timer, Runnable wakeUp) {
        this.timer = timer;
        this.wakeUp = wakeUp;
    }

    /**
     * Sets the timer. An earlier time replaces a later one, because an answer frees a slot earlier than its send time
     * alone.
     */
    void set(long now, long nanos) {
        long delay = Math.max(SOON, nanos);
        if (next != null) {
            if (nextAt - (now + delay) <= SOON) {
                return;
            }
            next.cancel(false);
        }
        nextAt = now + delay;
        next = timer.schedule(wakeUp, delay, TimeUnit.NANOSECONDS);
    }

    void fired() {
        next = null;
    }

    void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
