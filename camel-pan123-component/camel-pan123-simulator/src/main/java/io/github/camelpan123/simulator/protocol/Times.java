package io.github.camelpan123.simulator.protocol;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The platform's three ways to write a time, all of them Beijing time (platform/calls.md, "Times"). */
public final class Times {
    /** One second and how it is written. */
    private record Written(long second, String text) {}

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    /** Lists write the same few seconds over and over. Threads may overwrite each other's entries; each entry is whole. */
    private static final Written[] RECENT = new Written[1024];

    private Times() {}

    /**
     * The form of lists and details.
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

    private static void two(StringBuilder text, int value) {
        if (value < 10) {
            text.append('0');
        }
        text.append(value);
    }
}
