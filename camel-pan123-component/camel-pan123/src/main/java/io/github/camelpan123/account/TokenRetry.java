package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.TokenManager;
import io.github.camelpan123.account.auth.TokenUse;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Repeats one call while its token is refused, and waits for a token in between. The maximum total wait counts from the
 * time the call was made.
 */
final class TokenRetry {

    /** Two refusals for each token that was invalidated during the call. More refusals are caused by the call. */
    private static final int MOST_REFUSALS = 8;

    private final TokenManager tokens;
    private final AccountLease owner;
    private final Api api;
    private final long since;
    private int refusals;

    /** No token was available when the call was due, because another call had it rejected. */
    private static final class NoTokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoTokenException() {
            super("no token", null, false, false);
        }
    }

    /**
     * @param owner who may end the waiting; null for nobody
     * @param since when the call was made, in nanoseconds
     */
    TokenRetry(TokenManager tokens, AccountLease owner, Api api, long since) {
        this.tokens = tokens;
        this.owner = owner;
        this.api = api;
        this.since = since;
    }

    Api api() {
        return api;
    }

    long since() {
        return since;
    }

    /** @param call uses {@link #send} */
    <R> CompletableFuture<R> whenTokenIsThere(Supplier<CompletableFuture<R>> call) {
        CompletableFuture<Void> ready = tokens.await(owner, api, since);
        if (owner != null && owner.closed()) {
            // the lease may have ended its waiting calls just before this wait began
            tokens.abandon(owner);
        } else if (owner != null && owner.ending()) {
            tokens.abandonLate(owner, Duration.ofNanos(owner.nanosLeft()));
        }
        return ready.thenCompose(there -> Futures.recover(
                Futures.begin(call), failure -> again(failure) ? whenTokenIsThere(call) : Futures.failed(failure)));
    }

    private boolean again(Throwable failure) {
        return failure instanceof NoTokenException
                || failure instanceof Pan123TokenException && ++refusals < MOST_REFUSALS;
    }

    /** Sends a call with the current token and reports what the answer says about the token. */
    <R> R send(Function<AccessToken, R> call) {
        TokenUse use = tokens.use();
        if (use.token() == null) {
            throw new NoTokenException();
        }
        try {
            R answer = call.apply(use.token());
            tokens.accepted(use);
            return answer;
        } catch (Pan123TokenException e) {
            tokens.refused(use, e);
            throw e;
        } catch (Pan123Exception e) {
            if (e.getCode() != 0 && e.getHttpResponseCode() < 500) {
                tokens.accepted(use);
            }
            throw e;
        }
    }
}
