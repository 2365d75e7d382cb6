package io.github.camelpan123.upload;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The properties by which the platform identifies a content (platform/calls.md, "Create an upload").
 *
 * @param md5 the MD5 in lower-case hexadecimal
 * @param size the size in bytes
 */
public record Content(String md5, long size) {

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    /**
     * Returns a content with an MD5 that the caller provides.
     *
     * @param what the source of the MD5, for the error message
     * @throws IllegalArgumentException if it is not an MD5
     */
    public static Content announced(String what, String md5, long size) {
        String lower = md5.strip().toLowerCase(Locale.ROOT);
        if (!MD5.matcher(lower).matches()) {
            throw new IllegalArgumentException(what + "=" + md5 + " is not an MD5; an MD5 has 32 hexadecimal digits");
        }
        return new Content(lower, size);
    }
}
