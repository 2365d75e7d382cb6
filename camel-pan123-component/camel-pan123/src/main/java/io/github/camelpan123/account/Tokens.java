package io.github.camelpan123.account;

import io.github.camelpan123.platform.AccessToken;
import io.github.camelpan123.platform.Pan123CredentialsException;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123TokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The account's token: asked for once by however many need it, kept until shortly before {@code expiredAt}. Because
 * each log-in may push out the token of somebody else (reference 3.1), a rejected token leads to one log-in a minute
 * at most, and never to a loop.
 */
final class Tokens {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOGINS = Duration.ofMinutes(1);

    private final Supplier<CompletableFuture<AccessToken>> login;
    private final Clock clock;

    private AccessToken token;
    private CompletableFuture<AccessToken> underWay;
    private Instant loggedInAt = Instant.MIN;
    private Pan123Exception refusal;

    /** @param login asks the platform for a new token */
    Tokens(Supplier<CompletableFuture<AccessToken>> login, Clock clock) {
        this.login = login;
        this.clock = clock;
    }

    /** A token that was made elsewhere; it is used until the platform refuses it. */
    static Tokens pasted(String value) {
        Tokens tokens = new Tokens(Tokens::cannotLogIn, Clock.systemUTC());
        tokens.token = new AccessToken(value, Instant.MAX);
        return tokens;
    }

    private static CompletableFuture<AccessToken> cannotLogIn() {
        return CompletableFuture.failedFuture(new Pan123Exception(
                null,
                "The platform refused the configured accessToken, and there is no clientId and clientSecret to get"
                        + " another one with",
                false,
                null));
    }

    /** The token, or the one log-in that everybody waits for. */
    CompletableFuture<AccessToken> current() {
        CompletableFuture<AccessToken> mine;
        synchronized (this) {
            if (token != null && token.expiresAt().isAfter(clock.instant().plus(margin(token)))) {
                return CompletableFuture.completedFuture(token);
            }
            if (underWay != null) {
                return underWay;
            }
            if (refusal != null && loggedInAt.plus(BETWEEN_LOGINS).isAfter(clock.instant())) {
                return CompletableFuture.failedFuture(refusal);
            }
            mine = new CompletableFuture<>();
            underWay = mine;
            loggedInAt = clock.instant();
        }
        login.get().whenComplete((answer, failure) -> {
            loggedIn(answer, failure);
            if (failure == null) {
                mine.complete(answer);
            } else {
                mine.completeExceptionally(Futures.unwrap(failure));
            }
        });
        return mine;
    }

    /** Never more than a third of what is left to a short-lived token, so that a test's token is not renewed at once. */
    private Duration margin(AccessToken held) {
        if (held.expiresAt().equals(Instant.MAX)) {
            return Duration.ZERO;
        }
        Duration third = Duration.between(loggedInAt, held.expiresAt()).dividedBy(3);
        return third.compareTo(EARLY) < 0 ? third : EARLY;
    }

    private synchronized void loggedIn(AccessToken answer, Throwable failure) {
        underWay = null;
        token = answer;
        refusal = null;
        if (Futures.unwrap(failure) instanceof Pan123CredentialsException wrong) {
            refusal = wrong;
        }
    }

    /**
     * The platform refused a token.
     *
     * @return whether another one may be asked for now
     */
    synchronized boolean rejected(AccessToken refused, Pan123TokenException why) {
        if (token == null || !token.value().equals(refused.value())) {
            return refusal == null;
        }
        boolean mayLogIn = !loggedInAt.plus(BETWEEN_LOGINS).isAfter(clock.instant());
        token = null;
        refusal = mayLogIn ? null : why;
        return mayLogIn;
    }
}
