package io.github.camelpan123.account.ratelimit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far the last of many numbers lie apart. Costs next to nothing however many they are: of the numbers only those are
 * kept that are, or can still become, the smallest or the largest.
 */
final class MinMaxWindow {

    /** A number and how many came before it. */
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

    /** How many numbers count. */
    int count() {
        return count;
    }

    /** The largest of them; 0 before there is one. */
    long largest() {
        return falling.isEmpty() ? 0 : falling.peekFirst().number();
    }

    /** The largest less the smallest; 0 before there is one. */
    long spread() {
        return rising.isEmpty()
                ? 0
                : falling.peekFirst().number() - rising.peekFirst().number();
    }
}
