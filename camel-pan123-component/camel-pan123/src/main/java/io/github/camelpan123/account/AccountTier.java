package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the account is a member's. With {@code tier=auto}, the platform is asked once; until it answers, the limits
 * of free accounts are in force.
 */
final class AccountTier {

    /** How long a failed request is not repeated. */
    static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AccountTier.class);

    private final Tier configured;
    private final Function<AccountLease, CompletableFuture<UserInfo>> userInfo;
    private final Consumer<Boolean> known;
    private final Consumer<Runnable> later;
    private boolean asked;
    private boolean answered;
    private boolean isKnown;

    /**
     * @param userInfo asks the platform
     * @param known called once with the answer, whether the account is a member's
     * @param later runs a task after {@link #ASK_AGAIN}
     */
    AccountTier(
            Tier configured,
            Function<AccountLease, CompletableFuture<UserInfo>> userInfo,
            Consumer<Boolean> known,
            Consumer<Runnable> later) {
        this.configured = configured;
        this.userInfo = userInfo;
        this.known = known;
        this.later = later;
    }

    /** Asks the platform, unless it has been asked or need not be. */
    void ask(AccountLease owner) {
        if (configured != Tier.auto || !mustAsk()) {
            return;
        }
        userInfo.apply(owner).whenComplete((user, failure) -> {
            settle(failure == null);
            if (failure == null) {
                known.accept(user.vip());
                return;
            }
            LOG.warn(
                    "It is not known whether the account is a member account ({}). The limits of free"
                            + " accounts apply",
                    Futures.unwrap(failure).getMessage());
            later.accept(this::askAgain);
        });
    }

    private synchronized boolean mustAsk() {
        boolean must = !asked;
        asked = true;
        return must;
    }

    private synchronized void settle(boolean successful) {
        answered = true;
        isKnown = successful;
    }

    private synchronized void askAgain() {
        asked = false;
    }

    /** Whether the platform has been asked and has not answered yet. */
    synchronized boolean isPending() {
        return asked && !answered;
    }

    /** @param vip whether the limits of members are in force */
    synchronized AccountState.TierInForce inForce(boolean vip) {
        return switch (configured) {
            case free -> AccountState.TierInForce.FREE;
            case vip -> AccountState.TierInForce.VIP;
            case auto ->
                vip
                        ? AccountState.TierInForce.VIP_BY_ACCOUNT
                        : isKnown
                                ? AccountState.TierInForce.FREE_BY_ACCOUNT
                                : AccountState.TierInForce.FREE_UNTIL_KNOWN;
        };
    }
}
