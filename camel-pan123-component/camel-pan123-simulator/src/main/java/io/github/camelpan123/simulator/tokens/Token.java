package io.github.camelpan123.simulator.tokens;

/**
 * An access token.
 *
 * @param text what the client sends
 * @param clientId the client of the token
 * @param expiresAt milliseconds since 1970
 */
public record Token(String text, String clientId, long expiresAt) {
    /** Omits the token. */
    @Override
    public String toString() {
        return "Token[clientId=" + clientId + ", expiresAt=" + expiresAt + "]";
    }
}
