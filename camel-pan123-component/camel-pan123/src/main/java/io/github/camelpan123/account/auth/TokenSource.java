package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Where tokens come from. */
@FunctionalInterface
public interface TokenSource {

    /**
     * Looks for a token that somebody has left, and else asks the platform for one.
     *
     * @param usable whether a token that was left is still of use
     * @param logIn taken before the platform is asked
     * @return completes with the token, or with nothing when there was none and the permit was refused
     */
    CompletableFuture<Optional<AccessToken>> find(Predicate<AccessToken> usable, LoginPermit logIn);
}
