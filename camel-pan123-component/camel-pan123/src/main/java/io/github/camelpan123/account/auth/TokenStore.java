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
     * @return the claim, never null; may be closed by another thread than the one that opened it. The method may block,
     *     but should throw {@link BusyException} after a few seconds
     * @throws BusyException if somebody else holds the claim; the component tries again while calls wait for a token
     * @throws IOException if the store cannot be used; all waiting calls fail then
     */
    Claim claim(String account) throws IOException;

    /** Somebody else holds the claim on a token; it is worth another try. */
    class BusyException extends IOException {

        private static final long serialVersionUID = 1L;

        /**
         * @param message who holds the claim, or for how long this store has waited; contains no secret
         * @param cause may be null
         */
        public BusyException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A claim on the token of one account. */
    interface Claim extends AutoCloseable {

        /** Returns the stored token, valid or not; empty if there is none. */
        Optional<AccessToken> load() throws IOException;

        /**
         * Whether the account may log in now. Asked after {@link #load()} and before each login, in addition to the
         * limit of logins in this JVM. A store that other nodes use counts the logins of all of them.
         *
         * @throws BusyException if the store cannot answer now; the component tries again while calls wait for a token
         */
        default boolean permitLogin() throws IOException {
            return true;
        }

        /** Gives a permitted login back that certainly issued no token. */
        default void returnLogin() throws IOException {
            // nothing was counted
        }

        /** Replaces the stored token. */
        void save(AccessToken token) throws IOException;

        /**
         * Replaces the stored token, unless the claim has ended and somebody else has replaced it.
         *
         * @return the stored token: the given one, or that of somebody else, which is used instead
         */
        default AccessToken replace(AccessToken token) throws IOException {
            save(token);
            return token;
        }

        @Override
        void close() throws IOException;
    }
}
