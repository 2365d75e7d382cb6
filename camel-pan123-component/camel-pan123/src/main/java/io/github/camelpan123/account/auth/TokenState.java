package io.github.camelpan123.account.auth;

import java.time.Instant;

/**
 * What is known about the token of an account, without the token.
 *
 * @param source where the token comes from
 * @param heldSince since when it is used here; null if there is none
 * @param expiresAt when it expires; null if there is none or this is unknown
 * @param waiting the number of calls that wait for a token
 */
public record TokenState(Source source, Instant heldSince, Instant expiresAt, int waiting) {

    /** The sources of a token. */
    public enum Source {
        /** There is no token. */
        NONE,
        /** The option {@code accessToken}. */
        CONFIGURED,
        /** The token store, where another JVM or an earlier run has left it. */
        STORE,
        /** A login of this JVM. */
        LOGIN
    }
}
