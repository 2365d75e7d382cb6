package io.github.camelpan123.account;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The identity of an account: base URL, client ID and secret. The secret is a part of it, so that a context with a
 * wrong secret cannot use the token of the right one. Contains a hash, never the secret.
 */
record AccountKey(URI baseUrl, String clientId, String secretHash) {

    private static final int NAME_LENGTH = 32;
    private static final int LABEL_LENGTH = 8;

    static AccountKey of(AccountSettings settings) {
        boolean pasted = settings.accessToken() != null;
        return new AccountKey(
                settings.baseUrl(),
                pasted ? "" : settings.clientId(),
                hash(pasted ? settings.accessToken() : settings.clientSecret()));
    }

    /** Returns a name of the account that reveals nothing about it. */
    String fileName() {
        return hash(baseUrl + " " + clientId + " " + secretHash).substring(0, NAME_LENGTH);
    }

    /** Returns a short name of the account for management tools. It reveals nothing about it. */
    String label() {
        return fileName().substring(0, LABEL_LENGTH);
    }

    /** Returns a checksum of a text that depends on the secret. */
    String seal(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secretHash.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            String hex = HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return hex.substring(0, NAME_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
