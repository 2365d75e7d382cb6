package io.github.camelpan123;

import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Parses the text of an option and rejects invalid text. Camel's own conversion accepts a duration for any whole number
 * and converts other text to 0, so a mistyped ID would become the root folder.
 */
final class OptionText {

    /** The options whose whole numbers are milliseconds, in lower case. */
    private static final Set<String> DURATIONS = Set.of(
            "clusterslack",
            "clustertimeout",
            "connecttimeout",
            "delay",
            "initialdelay",
            "jobtimeout",
            "listingmaxage",
            "maxwait",
            "responsetimeout",
            "trafficpause");

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final Pattern DURATION = Pattern.compile(
            "(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m(?!s))?(?:([0-9]+)s)?(?:([0-9]+)ms)?", Pattern.CASE_INSENSITIVE);
    private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1000, 1};
    private static final Pattern SIZE = Pattern.compile("([0-9]+) ?([A-Za-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);

    private static final int LONGEST_QUOTE = 80;

    private OptionText() {}

    /** Whether a value counts as not set. */
    static boolean blank(Object value) {
        return value instanceof String text && text.isBlank();
    }

    /** Returns the text, or null if it counts as not set. */
    static String orNull(String text) {
        return blank(text) ? null : text;
    }

    /**
     * Returns the value of an option.
     *
     * @param option the name in any letter case
     * @param type the parameter type of the setter
     * @param given the text, or a value that needs no conversion
     * @throws IllegalArgumentException if the text is invalid; the message contains option, value and rule
     */
    static Object read(String option, Class<?> type, Object given) {
        boolean wholeNumber = type == long.class || type == Long.class || type == int.class || type == Integer.class;
        if (given instanceof Number number && wholeNumber) {
            return number instanceof Long || number instanceof Integer ? number : whole(option, number.toString());
        }
        if (!(given instanceof String text)
                || text.startsWith("#")
                || PropertyConfigurerSupport.MAGIC_VALUE.equals(text)) {
            return given;
        }
        if (wholeNumber) {
            return DURATIONS.contains(option.toLowerCase(Locale.ROOT))
                    ? (Object) millis(option, text)
                    : narrow(option, type, whole(option, text));
        }
        if (type == boolean.class || type == Boolean.class) {
            return flag(option, text);
        }
        return type.isEnum() ? constant(option, type, text) : given;
    }

    /** Parses a whole number such as an ID. */
    static long whole(String option, String text) {
        String digits = text.strip();
        if (!WHOLE.matcher(digits).matches()) {
            throw refused(option, text, "is not a whole number");
        }
        return exact(option, text, new BigInteger(digits));
    }

    private static Object narrow(String option, Class<?> type, long number) {
        if (type == int.class || type == Integer.class) {
            if (number != (int) number) {
                throw refused(option, Long.toString(number), "is too large");
            }
            return (int) number;
        }
        return number;
    }

    /** Parses a size in bytes, with or without a unit. */
    static long bytes(String option, String text) {
        Matcher size = SIZE.matcher(text.strip());
        Long unit = size.matches() ? UNITS.get(size.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw refused(
                    option,
                    text,
                    "is not a size; write bytes, or a whole number with KB, MB, GB, TB (powers of 1000), KiB, MiB, GiB or"
                            + " TiB (powers of 1024), such as 10GB");
        }
        return exact(option, text, new BigInteger(size.group(1)).multiply(BigInteger.valueOf(unit)));
    }

    /** Parses a duration such as {@code 1500}, {@code 1m30s} or {@code PT5S}, and returns milliseconds. */
    static long millis(String option, String text) {
        String duration = text.strip();
        if (WHOLE.matcher(duration).matches()) {
            return whole(option, duration);
        }
        if (duration.startsWith("P")) {
            try {
                return Duration.parse(duration).toMillis();
            } catch (DateTimeParseException | ArithmeticException e) {
                throw noDuration(option, text);
            }
        }
        Matcher parts = DURATION.matcher(duration);
        if (duration.isEmpty() || !parts.matches()) {
            throw noDuration(option, text);
        }
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < MILLIS.length; i++) {
            String part = parts.group(i + 1);
            if (part != null) {
                sum = sum.add(new BigInteger(part).multiply(BigInteger.valueOf(MILLIS[i])));
            }
        }
        return exact(option, text, sum);
    }

    private static IllegalArgumentException noDuration(String option, String text) {
        return refused(
                option,
                text,
                "is not a duration; write milliseconds, or days to milliseconds such as 1h30m, 5s or 500ms");
    }

    private static boolean flag(String option, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(option, text, "is neither true nor false");
        };
    }

    private static Object constant(String option, Class<?> type, String text) {
        String wanted = letters(text);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> letters(((Enum<?>) constant).name()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(option, text, type.getEnumConstants(), c -> ((Enum<?>) c).name()));
    }

    /** Returns the known text that equals the given text. */
    static String oneOf(String option, String text, String... known) {
        return Arrays.stream(known)
                .filter(one -> letters(one).equals(letters(text)))
                .findFirst()
                .orElseThrow(() -> unknown(option, text, known, Object::toString));
    }

    private static IllegalArgumentException unknown(
            String option, String text, Object[] known, Function<Object, String> name) {
        return refused(
                option,
                text,
                "is unknown; known are " + Arrays.stream(known).map(name).collect(Collectors.joining(", ")));
    }

    /** Removes dashes and underscores and converts to lower case, because Camel ignores them in enum values. */
    private static String letters(String text) {
        return text.strip().replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static long exact(String option, String text, BigInteger number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw refused(option, text, "is too large");
        }
    }

    private static IllegalArgumentException refused(String option, String text, String why) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return new IllegalArgumentException(option + "=" + shown + " " + why);
    }
}
