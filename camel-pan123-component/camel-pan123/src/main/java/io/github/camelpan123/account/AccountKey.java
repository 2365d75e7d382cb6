package io.github.camelpan123.account;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes two accounts the same one: where, who, and with which secret, so that a context with a wrong secret never
 * gets at the token of the right one. Holds a hash, never the secret.
 */
record AccountKey(URI baseUrl, String clientId, String secretHash) {

    static AccountKey of(AccountSettings settings) {
        boolean pasted = settings.accessToken() != null;
        return new AccountKey(
                settings.baseUrl(),
                pasted ? "" : settings.clientId(),
                hash(pasted ? settings.accessToken() : settings.clientSecret()));
    }

    /** Names the account where a name must tell nothing about it. */
    String fileName() {
        return hash(baseUrl + " " + clientId + " " + secretHash).substring(0, 32);
    }

    private static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "AccountKey[" + baseUrl + "]";
    }
}
