package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The token of an account, if there is one, and what the platform's answers tell about it. The first refusal only raises
 * a doubt. A call that was sent after that and is refused too shows that the token is no longer valid.
 *
 * <p>Not thread-safe; guarded by its {@link TokenManager}.
 */
final class HeldToken {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Clock clock;
    /** Random, so that the users of one store do not renew the token at the same moment. */
    private final Duration early = EARLY.plusMillis(ThreadLocalRandom.current().nextLong(EARLY.toMillis()));

    private AccessToken token;
    private Instant obtainedAt;
    private boolean byLogin;
    private boolean accepted;
    private boolean doubted;
    private long doubt;
    private String deadValue;
    private int useless;

    /** @param clock determines when tokens expire */
    HeldToken(Clock clock) {
        this.clock = clock;
    }

    /** Replaces the token. */
    void hold(AccessToken fresh, boolean loggedIn) {
        token = fresh;
        obtainedAt = clock.instant();
        byLogin = loggedIn;
        accepted = false;
        doubted = false;
        doubt++;
    }

    /** Whether there is a token that can be used. */
    boolean usable() {
        return token != null && (good() || token.expiresAt().isAfter(clock.instant()));
    }

    /** Whether there is a token that need not be renewed yet. */
    boolean good() {
        if (token == null) {
            return false;
        }
        // a clock that differs from the platform's must not cause a login for every call
        boolean fresh = byLogin && Duration.between(obtainedAt, clock.instant()).compareTo(FRESH) < 0;
        return fresh || good(token, obtainedAt);
    }

    /**
     * Whether a token is valid with a safety margin. For a short-lived token the margin is a third of its remaining
     * time, so that a token of a test is not renewed at once.
     */
    private boolean good(AccessToken one, Instant since) {
        if (one.expiresAt().equals(Instant.MAX)) {
            return true;
        }
        Duration third = Duration.between(since, one.expiresAt()).dividedBy(3);
        Duration margin = third.compareTo(early) < 0 ? third : early;
        return one.expiresAt().isAfter(clock.instant().plus(margin));
    }

    /** Whether a token of a store can replace this one. */
    boolean replaceableBy(AccessToken stored) {
        return good(stored, clock.instant())
                && !stored.value().equals(deadValue)
                && (token == null || !stored.value().equals(token.value()));
    }

    TokenUse use() {
        return new TokenUse(token, doubt);
    }

    void accepted(TokenUse use) {
        if (isOf(use)) {
            accepted = true;
            useless = 0;
            // an answer to a call that was sent before the doubt does not settle it
            doubted &= use.doubt() != doubt;
        }
    }

    /** Returns whether the token is given up by this refusal. */
    boolean refused(TokenUse use) {
        if (!isOf(use)) {
            return false;
        }
        if (!doubted) {
            doubted = true;
            doubt++;
        } else if (use.doubt() == doubt) {
            deadValue = token.value();
            useless += byLogin && !accepted ? 1 : 0;
            token = null;
            return true;
        }
        return false;
    }

    private boolean isOf(TokenUse use) {
        return token != null
                && use.token() != null
                && token.value().equals(use.token().value());
    }

    /** Returns the number of consecutive tokens of logins that were given up without any accepted call. */
    int useless() {
        return useless;
    }

    /** @param waiting the number of calls that wait for a token */
    TokenState state(int waiting) {
        if (token == null) {
            return new TokenState(TokenState.Source.NONE, null, null, waiting);
        }
        boolean configured = token.expiresAt().equals(Instant.MAX);
        TokenState.Source held = byLogin ? TokenState.Source.LOGIN : TokenState.Source.STORE;
        return new TokenState(
                configured ? TokenState.Source.CONFIGURED : held,
                obtainedAt,
                configured ? null : token.expiresAt(),
                waiting);
    }
}
