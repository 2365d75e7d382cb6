package io.github.camelpan123.operation;

import java.nio.charset.StandardCharsets;

/** The value of a header as a route has set it. Some transports convert headers to bytes, or set a missing one to blank. */
public final class HeaderValue {

    private HeaderValue() {}

    /** Returns the value, as text if it is bytes; null if it is blank or not set. */
    public static Object of(Object header) {
        Object value = header instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : header;
        return value instanceof CharSequence text && text.toString().isBlank() ? null : value;
    }
}
