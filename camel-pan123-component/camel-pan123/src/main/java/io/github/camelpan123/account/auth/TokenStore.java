package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import java.io.IOException;
import java.util.Optional;

/**
 * Stores the tokens of accounts, so that a restart or a second JVM uses the existing token. A further login could
 * invalidate the token of another program (platform/calls.md, "Token").
 */
public interface TokenStore {

    /**
     * Claims the token of an account exclusively while it is read or replaced.
     *
     * @param account the name of the account; contains no secret
     * @return ends the claim; may be closed by another thread than the one that opened it
     */
    Claim claim(String account) throws IOException;

    /** A claim on the token of one account. */
    interface Claim extends AutoCloseable {

        /** Returns the stored token, valid or not; empty if there is none. */
        Optional<AccessToken> load() throws IOException;

        /** Replaces the stored token. */
        void save(AccessToken token) throws IOException;

        @Override
        void close() throws IOException;
    }
}
