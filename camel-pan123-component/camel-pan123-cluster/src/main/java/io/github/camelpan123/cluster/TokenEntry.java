package io.github.camelpan123.cluster;

import io.github.camelpan123.api.AccessToken;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the engine stores about the token of an account.
 *
 * @param owner who has claimed the token; empty for nobody
 * @param beat counted up by the owner while it is alive
 * @param token null if there is none
 */
record TokenEntry(String owner, long beat, AccessToken token) {

    private static final String FORMAT = "1";
    private static final String NOBODY = "";
    private static final int LINES = 5;

    static TokenEntry none() {
        return new TokenEntry(NOBODY, 0, null);
    }

    TokenEntry claimedBy(String claimant) {
        return new TokenEntry(claimant, beat + 1, token);
    }

    TokenEntry released() {
        return new TokenEntry(NOBODY, beat + 1, token);
    }

    TokenEntry with(AccessToken fresh) {
        return new TokenEntry(owner, beat + 1, fresh);
    }

    boolean isClaimed() {
        return !owner.equals(NOBODY);
    }

    byte[] encode() {
        return String.join(
                        "\n",
                        FORMAT,
                        owner,
                        Long.toString(beat),
                        token == null ? "" : token.value(),
                        token == null ? "" : token.expiresAt().toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns empty for what is damaged or comes from another version. */
    static Optional<TokenEntry> decode(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != LINES || !lines[0].equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            AccessToken token = lines[3].isEmpty() ? null : new AccessToken(lines[3], Instant.parse(lines[4]));
            return Optional.of(new TokenEntry(lines[1], Long.parseLong(lines[2]), token));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "TokenEntry[owner=" + owner + ", beat=" + beat + "]";
    }
}
