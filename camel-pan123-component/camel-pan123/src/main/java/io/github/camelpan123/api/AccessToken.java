package io.github.camelpan123.api;

import java.time.Instant;

/**
 * A token of the platform (platform/calls.md, "Token").
 *
 * @param value the bearer token; never shown by {@link #toString()}
 * @param expiresAt the {@code expiredAt} of the answer, the only source of the expiry
 */
public record AccessToken(String value, Instant expiresAt) {
    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
