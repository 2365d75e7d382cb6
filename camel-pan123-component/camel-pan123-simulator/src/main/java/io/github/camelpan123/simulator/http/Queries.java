package io.github.camelpan123.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parses query strings and form bodies. */
public final class Queries {
    private Queries() {}

    /**
     * Parses {@code a=b&c=d}.
     *
     * @param raw still percent-encoded; null counts as empty
     * @return decoded names and values in their order; of a repeated name the last value
     */
    public static Map<String, String> parse(String raw) {
        if (raw == null || raw.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        int start = 0;
        while (start <= raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                int equals = raw.indexOf('=', start);
                boolean bare = equals < 0 || equals > end;
                String name = decode(raw.substring(start, bare ? end : equals));
                values.put(name, bare ? "" : decode(raw.substring(equals + 1, end)));
            }
            start = end + 1;
        }
        return values;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
