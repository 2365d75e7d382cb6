package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.LockTimeoutException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the token that a store keeps, and else logs in and keeps the answer there. The store may be a bean of the
 * application, so whatever it throws must not keep its claim, nor leave anybody without an answer.
 */
public final class StoredTokens implements TokenSource {

    private static final Logger LOG = LoggerFactory.getLogger(StoredTokens.class);

    private final Function<Runnable, CompletableFuture<AccessToken>> logIn;
    private final TokenStore store;
    private final String account;
    private final Executor io;

    /**
     * @param logIn asks the platform for a new token, and tells when the request goes out
     * @param account names the account in the store
     * @param io where the store is asked, which may take long
     */
    public StoredTokens(
            Function<Runnable, CompletableFuture<AccessToken>> logIn, TokenStore store, String account, Executor io) {
        this.logIn = logIn;
        this.store = store;
        this.account = account;
        this.io = io;
    }

    @Override
    public CompletableFuture<Optional<AccessToken>> find(Predicate<AccessToken> usable, LoginPermit permit) {
        return CompletableFuture.supplyAsync(this::claim, io)
                .thenCompose(claim -> claim.isEmpty()
                        // whoever asks looks again for as long as somebody waits, which maxWait bounds
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : Futures.begin(() -> find(claim.get(), usable, permit))
                                // whatever was thrown: who waits for the claim must have it
                                .whenComplete((answer, failure) -> close(claim.get())));
    }

    private CompletableFuture<Optional<AccessToken>> find(
            TokenStore.Claim claim, Predicate<AccessToken> usable, LoginPermit permit) {
        Optional<AccessToken> kept = load(claim).filter(usable);
        if (kept.isPresent() || !permit.take()) {
            return CompletableFuture.completedFuture(kept);
        }
        AtomicBoolean sent = new AtomicBoolean();
        return Futures.begin(() -> logIn.apply(() -> sent.set(true)))
                .whenComplete((fresh, failure) -> {
                    if (failure != null && (!sent.get() || answered(Futures.unwrap(failure)))) {
                        permit.giveBack();
                    }
                })
                .thenApplyAsync(
                        fresh -> {
                            save(claim, fresh);
                            return Optional.of(fresh);
                        },
                        io);
    }

    /** A refusal makes no token, where a lost answer may. */
    private static boolean answered(Throwable failure) {
        return failure instanceof Pan123Exception refused
                && (refused.getCode() != 0 || refused.getHttpResponseCode() != 0);
    }

    /** Empty while somebody else holds it. */
    private Optional<TokenStore.Claim> claim() {
        try {
            TokenStore.Claim claim = store.claim(account);
            if (claim == null) {
                throw new IOException("it gave no claim");
            }
            return Optional.of(claim);
        } catch (LockTimeoutException e) {
            LOG.debug("The tokenStore {} is in use", describe(), e);
            return Optional.empty();
        } catch (Pan123Exception e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            throw new Pan123Exception(
                    Api.ACCESS_TOKEN, "The tokenStore " + describe() + " cannot be used: " + text(e), false, e);
        }
    }

    private Optional<AccessToken> load(TokenStore.Claim claim) {
        try {
            Optional<AccessToken> kept = claim.load();
            if (kept == null) {
                throw new IOException("it gave null");
            }
            return kept;
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("The tokenStore {} cannot be read, so a new token is asked for: {}", describe(), text(e));
            return Optional.empty();
        }
    }

    private void save(TokenStore.Claim claim, AccessToken fresh) {
        try {
            claim.save(fresh);
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn(
                    "The tokenStore {} cannot be written, so others will ask for a token too: {}", describe(), text(e));
        }
    }

    private void close(TokenStore.Claim claim) {
        try {
            claim.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("The tokenStore {} cannot be let go of: {}", describe(), text(e));
        }
    }

    private String describe() {
        return store.getClass().getSimpleName();
    }

    private static String text(Throwable e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }
}
