package io.github.camelpan123.simulator.upload;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** MD5 and SHA-1 in the format of the platform. */
public final class Digests {
    private static final int CHUNK = 256 << 10;

    private Digests() {}

    /**
     * Creates a new MD5.
     *
     * @return an empty digest
     */
    public static MessageDigest md5() {
        return digest("MD5");
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is missing from this JDK", e);
        }
    }

    /**
     * Completes a digest.
     *
     * @param digest is reset
     * @return lower-case hexadecimal digits
     */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Computes the digest of a stream.
     *
     * @param in read to its end and closed
     * @param algorithm {@code MD5} or {@code SHA-1}
     * @return lower-case hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String of(InputStream in, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        try (in) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return hex(digest);
    }

    /**
     * Whether a text is a digest in the format that clients must send.
     *
     * @param text the text
     * @param digits 32 for MD5, 40 for SHA-1
     * @return false unless it is that many lower-case hexadecimal digits
     */
    public static boolean isHex(String text, int digits) {
        if (text.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
