package io.github.camelpan123.account.auth;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits the logins of an account. The platform keeps three valid tokens, and each login may invalidate the token of
 * another program. A few logins are free, so that an invalidated token is replaced at once. Programs that repeatedly
 * invalidate each other's tokens are slowed down.
 */
final class LoginBudget {

    static final int BURST = 3;
    static final Duration REFILL = Duration.ofSeconds(20);

    private final LongSupplier nanos;
    /** The time when the budget is full again. Each login adds one refill interval. */
    private long fullAt;

    /** @param nanos a monotonic clock */
    LoginBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.fullAt = nanos.getAsLong();
    }

    /** Returns the time until the next permit; zero if one is available. */
    Duration untilNext() {
        long missing = Math.max(0, fullAt - nanos.getAsLong());
        return Duration.ofNanos(Math.max(0, missing - (BURST - 1) * REFILL.toNanos()));
    }

    boolean take() {
        if (!untilNext().isZero()) {
            return false;
        }
        fullAt = Math.max(fullAt, nanos.getAsLong()) + REFILL.toNanos();
        return true;
    }

    void giveBack() {
        fullAt -= REFILL.toNanos();
    }
}
