package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What the parts of one queue share.
 *
 * @param api the call of the queue
 * @param clock nanoseconds, monotonic
 * @param lock guards all that follows
 * @param waiting the calls that are not sent yet, or will be sent again
 * @param limiter when they may be sent
 * @param policy how long they may wait
 * @param counters counts those that were sent
 */
record QueueState(
        Api api,
        LongSupplier clock,
        ReentrantLock lock,
        WaitingCalls waiting,
        RateLimiter limiter,
        WaitPolicy policy,
        QueueCounters counters) {

    long now() {
        return clock.getAsLong();
    }
}
