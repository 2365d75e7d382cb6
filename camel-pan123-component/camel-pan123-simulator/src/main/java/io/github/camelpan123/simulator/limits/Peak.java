package io.github.camelpan123.simulator.limits;

import java.util.Arrays;

/** The largest number of calls seen in any window of a given length. */
final class Peak {
    private static final int LARGEST = 1 << 17;

    private long[] times = new long[16];
    private int first;
    private int size;
    private int fullest;

    void add(long now, long window) {
        while (size > 0 && now - times[first] >= window) {
            first = (first + 1) & (times.length - 1);
            size--;
        }
        if (size == times.length) {
            if (size == LARGEST) {
                first = (first + 1) & (times.length - 1);
                size--;
            } else {
                grow();
            }
        }
        times[(first + size) & (times.length - 1)] = now;
        size++;
        fullest = Math.max(fullest, size);
    }

    private void grow() {
        long[] larger = Arrays.copyOfRange(times, first, first + 2 * times.length);
        System.arraycopy(times, 0, larger, times.length - first, first);
        times = larger;
        first = 0;
    }

    int fullest() {
        return fullest;
    }
}
