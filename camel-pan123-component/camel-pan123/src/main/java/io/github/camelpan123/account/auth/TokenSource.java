package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Provides tokens. */
@FunctionalInterface
public interface TokenSource {

    /**
     * Returns a stored token, or requests one from the platform.
     *
     * @param usable whether a stored token can be used
     * @param permit taken before the request to the platform
     * @return completes with the token, or empty if there was none and the permit was refused
     */
    CompletableFuture<Optional<AccessToken>> find(Predicate<AccessToken> usable, LoginPermit permit);
}
