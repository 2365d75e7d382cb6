package io.github.camelpan123.upload;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What makes two contents the same to the platform (platform/calls.md, "Create an upload").
 *
 * @param md5 lower-case hex
 * @param size bytes
 */
public record Content(String md5, long size) {

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    /**
     * A content as somebody else names it.
     *
     * @param what where the MD5 comes from, for the message
     * @throws IllegalArgumentException when it is not an MD5
     */
    public static Content announced(String what, String md5, long size) {
        String lower = md5.strip().toLowerCase(Locale.ROOT);
        if (!MD5.matcher(lower).matches()) {
            throw new IllegalArgumentException(what + "=" + md5 + " is not an MD5; it has 32 hexadecimal digits");
        }
        return new Content(lower, size);
    }
}
