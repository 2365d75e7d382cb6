package io.github.camelpan123.simulator.protocol;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The platform's three ways to write a time, section 2.8; all of them are Beijing time. */
public final class Times {
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private Times() {}

    /**
     * The form of lists and details.
     *
     * @param millis milliseconds since 1970
     * @return {@code YYYY-MM-DD HH:MM:SS}
     */
    public static String plain(long millis) {
        LocalDateTime time = at(millis);
        StringBuilder text = new StringBuilder(19);
        text.append(time.getYear());
        two(text.append('-'), time.getMonthValue());
        two(text.append('-'), time.getDayOfMonth());
        two(text.append(' '), time.getHour());
        two(text.append(':'), time.getMinute());
        two(text.append(':'), time.getSecond());
        return text.toString();
    }

    /**
     * The form of the old list.
     *
     * @param millis milliseconds since 1970
     * @return {@code YYYY-MM-DD HH:MM:SS +0800 CST}
     */
    public static String old(long millis) {
        return plain(millis) + " +0800 CST";
    }

    /**
     * The form of {@code expiredAt}.
     *
     * @param millis milliseconds since 1970
     * @return RFC 3339 with the offset +08:00
     */
    public static String rfc3339(long millis) {
        return plain(millis).replace(' ', 'T') + "+08:00";
    }

    private static LocalDateTime at(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), BEIJING).truncatedTo(ChronoUnit.SECONDS);
    }

    private static void two(StringBuilder text, int value) {
        if (value < 10) {
            text.append('0');
        }
        text.append(value);
    }
}
