package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.support.Futures;
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
 * Provides the token of an account that can log in: the one that the {@link TokenStore} keeps, or else that of a new
 * login, which it saves there. The store may be a bean of the application. Whatever it throws must neither keep its
 * claim nor leave a caller without a result.
 */
public final class LoginTokenSource implements TokenSource {

    private static final Logger LOG = LoggerFactory.getLogger(LoginTokenSource.class);

    private final Function<Runnable, CompletableFuture<AccessToken>> login;
    private final Predicate<Throwable> lost;
    private final TokenStore store;
    private final String account;
    private final Executor io;

    /**
     * @param login requests a new token, and calls its argument when the request is sent
     * @param lost whether a failure of a request that was sent leaves unknown if a token was issued
     * @param account the name of the account in the store
     * @param io runs the calls of the store, which may take long
     */
    public LoginTokenSource(
            Function<Runnable, CompletableFuture<AccessToken>> login,
            Predicate<Throwable> lost,
            TokenStore store,
            String account,
            Executor io) {
        this.login = login;
        this.lost = lost;
        this.store = store;
        this.account = account;
        this.io = io;
    }

    @Override
    public CompletableFuture<Optional<AccessToken>> find(Predicate<AccessToken> usable, LoginPermit permit) {
        // each step runs on io, because a step that is complete already would go on with the caller's thread
        return Futures.supply(this::claim, io)
                .thenComposeAsync(
                        claim -> claim.isEmpty()
                                // the caller searches again while a call waits, which maxWait limits
                                ? Futures.completed(Optional.empty())
                                : Futures.begin(() -> find(claim.get(), usable, permit))
                                        // whatever was thrown, the claim must be closed for those who wait for it
                                        .whenCompleteAsync((answer, failure) -> close(claim.get()), io),
                        io);
    }

    private CompletableFuture<Optional<AccessToken>> find(
            TokenStore.Claim claim, Predicate<AccessToken> usable, LoginPermit permit) {
        Optional<AccessToken> kept = load(claim).filter(usable);
        if (kept.isPresent() || !permit.take()) {
            return Futures.completed(kept);
        }
        boolean permitted = false;
        try {
            permitted = permitted(claim);
        } finally {
            if (!permitted) {
                permit.giveBack();
            }
        }
        if (!permitted) {
            return Futures.completed(Optional.empty());
        }
        AtomicBoolean sent = new AtomicBoolean();
        return Futures.begin(() -> login.apply(() -> sent.set(true)))
                .whenCompleteAsync(
                        (fresh, failure) -> {
                            if (failure != null && (!sent.get() || refused(Futures.unwrap(failure)))) {
                                permit.giveBack();
                                returnLogin(claim);
                            }
                        },
                        io)
                .thenApplyAsync(fresh -> Optional.of(save(claim, fresh)), io);
    }

    /** Whether the platform refused. A refusal issues no token, but a login with a lost answer may have issued one. */
    private boolean refused(Throwable failure) {
        return failure instanceof Pan123Exception refusal
                && (refusal.getCode() != 0 || refusal.getHttpResponseCode() != 0)
                && !lost.test(failure);
    }

    /** Returns empty while the claim is held elsewhere. */
    private Optional<TokenStore.Claim> claim() {
        try {
            TokenStore.Claim claim = store.claim(account);
            if (claim == null) {
                throw new IOException("claim() returned null");
            }
            return Optional.of(claim);
        } catch (TokenStore.BusyException e) {
            LOG.debug("The tokenStore {} is in use", describe(), e);
            return Optional.empty();
        } catch (Pan123Exception e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            throw unusable(e);
        }
    }

    private Pan123Exception unusable(Throwable e) {
        return new Pan123Exception(
                Api.ACCESS_TOKEN, "The tokenStore " + describe() + " cannot be used: " + text(e), false, e);
    }

    private Optional<AccessToken> load(TokenStore.Claim claim) {
        try {
            Optional<AccessToken> kept = claim.load();
            if (kept == null) {
                throw new IOException("load() returned null");
            }
            return kept;
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("The tokenStore {} cannot be read, so a new token is requested: {}", describe(), text(e));
            return Optional.empty();
        }
    }

    private boolean permitted(TokenStore.Claim claim) {
        try {
            return claim.permitLogin();
        } catch (TokenStore.BusyException e) {
            LOG.debug("The tokenStore {} does not tell whether a login is permitted", describe(), e);
            return false;
        } catch (Pan123Exception e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            throw unusable(e);
        }
    }

    private void returnLogin(TokenStore.Claim claim) {
        try {
            claim.returnLogin();
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("An unused login cannot be returned to the tokenStore {}: {}", describe(), text(e));
        }
    }

    /** Returns the token to use, which may be that of somebody else. */
    private AccessToken save(TokenStore.Claim claim, AccessToken fresh) {
        try {
            AccessToken stored = claim.replace(fresh);
            if (stored == null) {
                throw new IOException("replace() returned null");
            }
            return stored;
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn(
                    "The tokenStore {} cannot be written, so other programs cannot use the new token: {}",
                    describe(),
                    text(e));
            return fresh;
        }
    }

    private void close(TokenStore.Claim claim) {
        try {
            claim.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("The claim on the tokenStore {} cannot be closed: {}", describe(), text(e));
        }
    }

    private String describe() {
        return store.getClass().getSimpleName();
    }

    private static String text(Throwable e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }
}
