package io.github.camelpan123.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of a partial content.
 *
 * @param from the offset of the first byte
 * @param total the size of the whole content in bytes; -1 if the server does not send it
 */
record ContentRange(long from, long total) {

    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /** @return null if the header contains no range of bytes */
    static ContentRange parse(String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return null;
        }
        String total = matcher.group(2);
        return new ContentRange(Long.parseLong(matcher.group(1)), total.equals("*") ? -1 : Long.parseLong(total));
    }
}
