package io.github.camelpan123.account.ratelimit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The minimum and maximum of the last numbers of a sequence. The cost is low for any window, because only those numbers
 * are kept that are or can become the minimum or the maximum.
 */
final class MinMaxWindow {

    /** A number and the count of numbers before it. */
    private record Entry(long order, long number) {}

    private final Deque<Entry> rising = new ArrayDeque<>();
    private final Deque<Entry> falling = new ArrayDeque<>();
    private long added;
    private int count;

    /** @param window how many numbers count from now on, this one included; at least 1 */
    void add(long number, int window) {
        while (!rising.isEmpty() && rising.peekLast().number() >= number) {
            rising.removeLast();
        }
        while (!falling.isEmpty() && falling.peekLast().number() <= number) {
            falling.removeLast();
        }
        Entry entry = new Entry(added++, number);
        rising.addLast(entry);
        falling.addLast(entry);
        count = Math.min(count + 1, window);
        while (rising.peekFirst().order() < added - count) {
            rising.removeFirst();
        }
        while (falling.peekFirst().order() < added - count) {
            falling.removeFirst();
        }
    }

    /** Returns how many numbers count. */
    int count() {
        return count;
    }

    /** Returns the maximum; 0 if there is no number. */
    long largest() {
        return falling.isEmpty() ? 0 : falling.peekFirst().number();
    }

    /** Returns the maximum minus the minimum; 0 if there is no number. */
    long spread() {
        return rising.isEmpty()
                ? 0
                : falling.peekFirst().number() - rising.peekFirst().number();
    }
}
