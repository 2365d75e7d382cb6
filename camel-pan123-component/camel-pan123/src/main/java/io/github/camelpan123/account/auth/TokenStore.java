package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import java.io.IOException;
import java.util.Optional;

/**
 * Where an account's token is kept, so that a restart or a second JVM uses the one there is instead of asking for
 * another, which could push out somebody else's (platform/calls.md, "Token").
 */
public interface TokenStore {

    /**
     * Keeps others away while a token is looked up or replaced.
     *
     * @param account names the account; holds no secret
     * @return ends the claim; may be closed by another thread than the one that opened it
     */
    Claim claim(String account) throws IOException;

    /** A claim on the token of one account. */
    interface Claim extends AutoCloseable {

        /** The token that is kept, whether it is still good or not. */
        Optional<AccessToken> load() throws IOException;

        /** Replaces the token that is kept. */
        void save(AccessToken token) throws IOException;

        @Override
        void close() throws IOException;
    }
}
