package io.github.camelpan123.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a part of a content lies.
 *
 * @param from the place of the first byte
 * @param total bytes of the whole; -1 when the server does not say
 */
record ContentRange(long from, long total) {

    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /** @return null for what is no range of bytes */
    static ContentRange parse(String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return null;
        }
        String total = matcher.group(2);
        return new ContentRange(Long.parseLong(matcher.group(1)), total.equals("*") ? -1 : Long.parseLong(total));
    }
}
