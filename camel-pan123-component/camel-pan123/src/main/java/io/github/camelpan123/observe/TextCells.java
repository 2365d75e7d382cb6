package io.github.camelpan123.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts of a given width on a terminal, where a Chinese character takes two columns, and values as texts. */
final class TextCells {

    private static final int KILO = 1000;
    private static final String UNITS = "kMGTPE";

    private TextCells() {}

    /** Returns the text as one line of at most so many columns. */
    static String shorten(String all, int most) {
        String oneLine = all.replaceAll("\\p{Cntrl}", " ");
        return columns(oneLine) <= most ? oneLine : cut(oneLine, most - 1) + "…";
    }

    /** Pads a text with spaces, or shortens it. */
    static String fit(String all, int width) {
        String shown = shorten(all, width);
        return shown + " ".repeat(width - columns(shown));
    }

    private static int columns(String shown) {
        return shown.codePoints().map(TextCells::columns).sum();
    }

    private static int columns(int codePoint) {
        return Character.isIdeographic(codePoint) || codePoint >= 0x3000 && codePoint <= 0x30FF || codePoint >= 0xAC00
                ? 2
                : 1;
    }

    private static String cut(String all, int most) {
        StringBuilder shown = new StringBuilder();
        int width = 0;
        for (int codePoint : all.codePoints().toArray()) {
            width += columns(codePoint);
            if (width > most) {
                break;
            }
            shown.appendCodePoint(codePoint);
        }
        return shown.toString();
    }

    /** Returns how much of something is used, as a bar and in numbers. */
    static String bar(int used, int most) {
        int width = 10;
        int full = most == 0 ? 0 : (int) Math.min(width, (long) width * used / most);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "] " + used + "/" + most;
    }

    /** Breaks a text into lines of at most so many columns. */
    static List<String> wrap(String all, int width) {
        List<String> lines = new ArrayList<>();
        String rest = all.replaceAll("\\p{Cntrl}", " ");
        while (!rest.isEmpty()) {
            String part = cut(rest, width);
            if (part.length() < rest.length()) {
                int space = part.lastIndexOf(' ');
                part = space > part.length() / 2 ? part.substring(0, space) : part;
            }
            lines.add(part);
            rest = rest.substring(part.length()).strip();
        }
        return lines;
    }

    /** Returns a duration in its largest unit. */
    static String time(Duration length) {
        long millis = Math.max(0, length.toMillis());
        if (millis < KILO) {
            return millis + " ms";
        }
        if (length.toSeconds() < 100) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (length.toMinutes() < 100) {
            return length.toMinutes() + " min";
        }
        return length.toHours() < 100 ? length.toHours() + " h" : length.toDays() + " d";
    }

    /** Returns a size in its largest decimal unit. */
    static String bytes(long count) {
        if (count < KILO) {
            return count + " B";
        }
        double shown = count;
        int unit = -1;
        while (shown >= KILO && unit < UNITS.length() - 1) {
            shown /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, shown < 10 ? "%.1f %sB" : "%.0f %sB", shown, UNITS.charAt(unit));
    }
}
