package io.github.camelpan123.api;

import java.time.Instant;

/**
 * A token of the platform (platform/calls.md, "Token").
 *
 * @param value what goes behind {@code Bearer}; never shown by {@link #toString()}
 * @param expiresAt the {@code expiredAt} of the answer, which alone decides how long the token lives
 */
public record AccessToken(String value, Instant expiresAt) {
    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
