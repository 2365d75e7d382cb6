package io.github.camelpan123.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the times of the platform. A time without a zone means UTC+8. The old list appends the offset, as in
 * {@code 2025-02-24 17:57:01 +0800 CST} (platform/calls.md, "Times").
 */
final class PlatformTime {

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Pattern FORM = Pattern.compile("(.{19})(?:\\.\\d+)?(?: ([+-]\\d{4})\\b.*)?");

    private PlatformTime() {}

    /** Returns null for an empty or unreadable time, because an invalid date must not make a list fail. */
    static Instant parse(String text) {
        Matcher time = FORM.matcher(text);
        if (!time.matches()) {
            return null;
        }
        try {
            ZoneOffset offset = time.group(2) == null ? BEIJING : ZoneOffset.of(time.group(2));
            return LocalDateTime.parse(time.group(1), PLAIN).toInstant(offset);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
