package io.github.camelpan123;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks the range of numeric options. The setters call it, so an invalid value is rejected regardless of how it is
 * set.
 */
final class OptionRange {

    /** In milliseconds. The sum of its nanoseconds and any point in time can still be compared with other sums. */
    private static final long LONGEST_DURATION =
            Duration.ofNanos(Long.MAX_VALUE / 2).toMillis();

    private OptionRange() {}

    static int positive(String option, int value) {
        return (int) positive(option, (long) value);
    }

    static long positive(String option, long value) {
        return require(value > 0, option, value, "it must be greater than 0");
    }

    static Long positive(String option, Long value) {
        return value == null ? null : (Long) positive(option, value.longValue());
    }

    /** Checks the milliseconds of a duration. */
    static long duration(String option, long millis) {
        return notTooLong(option, positive(option, millis));
    }

    static Long duration(String option, Long millis) {
        return millis == null ? null : (Long) duration(option, millis.longValue());
    }

    /** Checks the milliseconds of a duration that may be 0. */
    static long durationOrZero(String option, long millis) {
        return notTooLong(option, notNegative(option, millis));
    }

    private static long notTooLong(String option, long millis) {
        return require(
                millis <= LONGEST_DURATION, option, millis, "it must be " + LONGEST_DURATION + " milliseconds or less");
    }

    /** Parses numbers that are separated by commas; none for null. */
    static List<Long> positives(String option, String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(number -> positive(option, OptionText.whole(option, number)))
                        .toList();
    }

    static int notNegative(String option, int value) {
        return (int) notNegative(option, (long) value);
    }

    static long notNegative(String option, long value) {
        return require(value >= 0, option, value, "it must be 0 or greater");
    }

    /** Checks the ID of a folder. Null means that no folder is set. */
    static Long folder(String option, Long value) {
        return value == null
                ? null
                : (Long) require(value >= 0, option, value, "the id of a folder is greater than 0, and 0 is the root");
    }

    static int between(String option, int value, int least, int most) {
        return (int)
                require(value >= least && value <= most, option, value, "it must be from " + least + " to " + most);
    }

    static int oneOf(String option, int value, int... known) {
        return (int) require(
                Arrays.stream(known).anyMatch(one -> one == value),
                option,
                value,
                "known are " + Arrays.stream(known).mapToObj(Integer::toString).collect(Collectors.joining(", ")));
    }

    private static long require(boolean good, String option, long value, String rule) {
        if (!good) {
            throw new IllegalArgumentException(option + "=" + value + " is out of range; " + rule);
        }
        return value;
    }
}
