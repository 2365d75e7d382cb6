package io.github.camelpan123.account;

import io.github.camelpan123.platform.AccessToken;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123CredentialsException;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123TokenException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account's token: asked for once by however many need it, kept until shortly before {@code expiredAt}. Because
 * each log-in may push out the token of somebody else (reference 3.1), a rejected token leads to a look into the store
 * first, then to one log-in a minute at most, and never to a loop.
 */
final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOGINS = Duration.ofMinutes(1);

    private final Supplier<CompletableFuture<AccessToken>> login;
    private final TokenStore store;
    private final String account;
    private final Executor io;
    private final Clock clock;
    /** Not all that share a store ask at the same second. */
    private final Duration early = EARLY.plusMillis(ThreadLocalRandom.current().nextLong(EARLY.toMillis()));

    private AccessToken token;
    private Instant obtainedAt = Instant.MIN;
    private Instant loggedInAt = Instant.MIN;
    private String loggedInValue;
    private String rejectedValue;
    private boolean storeMayKnowMore;
    private CompletableFuture<AccessToken> underWay;
    private Pan123Exception refusal;

    /**
     * @param login asks the platform for a new token
     * @param account names the account in the store
     * @param io where the store is looked into
     */
    Tokens(Supplier<CompletableFuture<AccessToken>> login, TokenStore store, String account, Executor io, Clock clock) {
        this.login = login;
        this.store = store;
        this.account = account;
        this.io = io;
        this.clock = clock;
    }

    /** A token that was made elsewhere; it is used until the platform refuses it. */
    static Tokens pasted(String value) {
        Tokens tokens =
                new Tokens(Tokens::cannotLogIn, new MemoryTokenStore(), "pasted", Runnable::run, Clock.systemUTC());
        tokens.token = new AccessToken(value, Instant.MAX);
        return tokens;
    }

    private static CompletableFuture<AccessToken> cannotLogIn() {
        return CompletableFuture.failedFuture(new Pan123Exception(
                Api.ACCESS_TOKEN,
                "The platform refused the configured accessToken, and there is no clientId and clientSecret to get"
                        + " another one with",
                false,
                null));
    }

    /** The token as it is, which may be null when the platform has just refused it. */
    synchronized AccessToken held() {
        return token;
    }

    /** The token, or the one log-in that everybody waits for. */
    CompletableFuture<AccessToken> current() {
        CompletableFuture<AccessToken> mine;
        synchronized (this) {
            if (token != null && good(token, obtainedAt)) {
                return CompletableFuture.completedFuture(token);
            }
            if (underWay != null) {
                return underWay;
            }
            if (refusal != null && !storeMayKnowMore && !mayLogIn()) {
                return CompletableFuture.failedFuture(refusal);
            }
            storeMayKnowMore = false;
            mine = new CompletableFuture<>();
            underWay = mine;
        }
        renewal().whenComplete((answer, failure) -> {
            obtained(answer, Futures.unwrap(failure));
            if (failure == null) {
                mine.complete(answer);
            } else {
                mine.completeExceptionally(Futures.unwrap(failure));
            }
        });
        return mine;
    }

    private boolean mayLogIn() {
        return !loggedInAt.plus(BETWEEN_LOGINS).isAfter(clock.instant());
    }

    /** The margin is a third of what is left to a short-lived token, so that a test's is not renewed at once. */
    private boolean good(AccessToken held, Instant since) {
        // a clock that disagrees with the platform's must not lead to a log-in for every call
        boolean fresh = since.equals(loggedInAt) && !mayLogIn();
        if (fresh || held.expiresAt().equals(Instant.MAX)) {
            return true;
        }
        Duration third = Duration.between(since, held.expiresAt()).dividedBy(3);
        Duration margin = third.compareTo(early) < 0 ? third : early;
        return held.expiresAt().isAfter(clock.instant().plus(margin));
    }

    private CompletableFuture<AccessToken> renewal() {
        return Futures.begin(this::renew);
    }

    private CompletableFuture<AccessToken> renew() {
        return CompletableFuture.supplyAsync(this::claim, io).thenCompose(claim -> Futures.begin(() ->
                        stored(claim).map(CompletableFuture::completedFuture).orElseGet(() -> logIn(claim)))
                // whatever was thrown: who waits for the claim must have it
                .whenComplete((answer, failure) -> close(claim)));
    }

    private TokenStore.Claim claim() {
        try {
            return store.claim(account);
        } catch (IOException e) {
            throw new Pan123Exception(Api.ACCESS_TOKEN, "The tokenStore cannot be used: " + e.getMessage(), false, e);
        }
    }

    private Optional<AccessToken> stored(TokenStore.Claim claim) {
        try {
            return claim.load().filter(kept -> good(kept, clock.instant()) && !knownAsUsedUp(kept));
        } catch (IOException e) {
            LOG.warn("The tokenStore cannot be read, so a new token is asked for: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private synchronized boolean knownAsUsedUp(AccessToken kept) {
        return kept.value().equals(rejectedValue)
                || token != null && kept.value().equals(token.value());
    }

    private CompletableFuture<AccessToken> logIn(TokenStore.Claim claim) {
        synchronized (this) {
            if (refusal != null && !mayLogIn()) {
                return CompletableFuture.failedFuture(refusal);
            }
            loggedInAt = clock.instant();
        }
        return login.get()
                .thenApplyAsync(
                        fresh -> {
                            loggedIn(fresh);
                            try {
                                claim.save(fresh);
                            } catch (IOException e) {
                                LOG.warn(
                                        "The tokenStore cannot be written, so others will ask for a token too: {}",
                                        e.getMessage());
                            }
                            return fresh;
                        },
                        io);
    }

    private synchronized void loggedIn(AccessToken fresh) {
        loggedInValue = fresh.value();
    }

    private static void close(TokenStore.Claim claim) {
        try {
            claim.close();
        } catch (IOException e) {
            LOG.warn("The tokenStore cannot be let go of: {}", e.getMessage());
        }
    }

    private synchronized void obtained(AccessToken answer, Throwable failure) {
        underWay = null;
        if (failure == null) {
            token = answer;
            obtainedAt = answer.value().equals(loggedInValue) ? loggedInAt : clock.instant();
            refusal = null;
        } else if (failure instanceof Pan123CredentialsException wrong) {
            refusal = wrong;
        }
    }

    /**
     * The platform refused a token.
     *
     * @param refused null when the call went out without one
     * @return whether the call may be made again with what {@link #current()} gives
     */
    synchronized boolean rejected(AccessToken refused, Pan123TokenException why) {
        if (refused != null && token != null && token.value().equals(refused.value())) {
            token = null;
            rejectedValue = refused.value();
            refusal = why;
            storeMayKnowMore = true;
        }
        return token != null || underWay != null || refusal != null;
    }
}
