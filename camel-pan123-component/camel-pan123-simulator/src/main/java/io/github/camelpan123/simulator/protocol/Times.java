package io.github.camelpan123.simulator.protocol;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The three time formats of the platform, all of them in Beijing time (platform/calls.md, "Times"). */
public final class Times {
    /** A second and its text. */
    private record Written(long second, String text) {}

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    /**
     * A cache, because lists format the same few seconds repeatedly. Threads may overwrite each other's entries; each
     * entry is consistent.
     */
    private static final Written[] RECENT = new Written[1024];

    private Times() {}

    /**
     * Formats a time of lists and details.
     *
     * @param millis milliseconds since 1970
     * @return {@code YYYY-MM-DD HH:MM:SS}
     */
    public static String plain(long millis) {
        long second = Math.floorDiv(millis, 1000);
        int place = (int) second & (RECENT.length - 1);
        Written recent = RECENT[place];
        if (recent == null || recent.second() != second) {
            recent = new Written(second, write(second));
            RECENT[place] = recent;
        }
        return recent.text();
    }

    private static String write(long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, BEIJING);
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
     * Formats a time of the old list.
     *
     * @param millis milliseconds since 1970
     * @return {@code YYYY-MM-DD HH:MM:SS +0800 CST}
     */
    public static String old(long millis) {
        return plain(millis) + " +0800 CST";
    }

    /**
     * Formats a time of {@code expiredAt}.
     *
     * @param millis milliseconds since 1970
     * @return RFC 3339 with the offset +08:00
     */
    public static String rfc3339(long millis) {
        return plain(millis).replace(' ', 'T') + "+08:00";
    }

    private static void two(StringBuilder text, int value) {
        if (value < 10) {
            text.append('0');
        }
        text.append(value);
    }
}
