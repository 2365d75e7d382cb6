package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.api.Api;
import java.time.Duration;
import java.util.Optional;

/** How fast the calls of an account are made: their limits, and what was seen of their waits and answers. */
public final class AccountLimits {

    private final AccountQueues queues;
    private final Duration maxWait;

    AccountLimits(AccountQueues queues, Duration maxWait) {
        this.queues = queues;
        this.maxWait = maxWait;
    }

    /** Whether the limits of members apply, as far as known. */
    public boolean vip() {
        return queues.vip();
    }

    /**
     * Returns the limit of a call; empty if the number of concurrent requests bounds it instead.
     *
     * @param vip whether the limit of members is returned; an explicit limit applies to both
     */
    public Optional<Rate> rate(Api api, boolean vip) {
        return queues.rate(api, vip);
    }

    /** Returns how long a call may wait in a queue; zero for no bound. */
    public Duration maxWait() {
        return maxWait;
    }

    /** Returns how long a call made now would wait for other calls; zero if none waits, or if that is unknown. */
    public Duration expectedWait(Api api) {
        return queues.expectedWait(api);
    }

    /** Returns how long the answer to a call takes: as seen of that call, or else of others; zero before any. */
    public Duration answerTime(Api api) {
        return queues.answerTime(api);
    }
}
