package io.github.camelpan123.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times without a zone mean UTC+8 on this platform (reference 2.8). */
final class PlatformTime {

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private PlatformTime() {}

    /** Null for an empty or unreadable time: a strange date must not make a listing fail. */
    static Instant parse(String text) {
        if (text.length() < 19) {
            return null;
        }
        try {
            return LocalDateTime.parse(text.substring(0, 19), PLAIN).toInstant(BEIJING);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
