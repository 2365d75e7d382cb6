package io.github.camelpan123.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Judges calls as the platform does, at their times in nanoseconds. */
final class Judge {

    private Judge() {}

    /** Returns the most calls in any window of that length. */
    static int fullest(List<Long> times, Duration window) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        int most = 0;
        int from = 0;
        for (int to = 0; to < sorted.length; to++) {
            while (sorted[to] - sorted[from] >= window.toNanos()) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /** Returns the part of a limit that was used from the first call to the last. */
    static double used(List<Long> times, double perSecond) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        double seconds = (sorted[sorted.length - 1] - sorted[0]) / 1e9;
        return (sorted.length - 1) / (seconds * perSecond);
    }

    /** Returns how many of the sorted times lie between two. */
    static long between(List<Long> times, long from, long to) {
        return Arrays.stream(times.stream().mapToLong(Long::longValue).toArray())
                .filter(time -> time - from >= 0 && time - to < 0)
                .count();
    }
}
