package io.github.camelpan123.account.auth;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often an account may log in. The platform keeps three tokens alive, and each log-in may push out that of somebody
 * else; so a few log-ins are free, to get over an eviction at once, and programs that keep pushing each other out slow
 * down.
 */
final class LoginBudget {

    static final int BURST = 3;
    static final Duration REFILL = Duration.ofSeconds(20);

    private final LongSupplier nanos;
    /** When the budget is full again; each log-in moves it by one refill. */
    private long fullAt;

    /** @param nanos never steps */
    LoginBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.fullAt = nanos.getAsLong();
    }

    /** How long until there is a permit; zero when there is one. */
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
