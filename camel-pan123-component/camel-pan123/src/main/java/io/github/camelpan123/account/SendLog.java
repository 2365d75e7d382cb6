package io.github.camelpan123.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The guard beside the throttler: the last N sends of a lane and their answers, on a clock that never steps. A send
 * counts at the platform somewhere between being sent and being answered, so its slot is surely free again one period
 * after the answer; while the answer is out, one period and a margin for the way after the sending.
 *
 * <p>Not thread-safe; its lane locks.
 */
final class SendLog {

    /** How long a request may take to reach the platform. */
    static final Duration MARGIN = Duration.ofMillis(100);

    /** For clocks that count in milliseconds on the other side. */
    private static final long ROUNDING = Duration.ofMillis(2).toNanos();

    private static final long NOT_YET = Long.MIN_VALUE;

    private final List<Slot> slots = new ArrayList<>();
    private int permits;
    private long period;

    /** One send. */
    static final class Slot {
        private long sent = NOT_YET;
        private long answered = NOT_YET;

        private Slot() {}

        /** Nanoseconds until it is free again; 0 or less when it is. */
        private long left(long now, long period) {
            long byAnswer = answered == NOT_YET ? Long.MAX_VALUE : answered + period + ROUNDING - now;
            // what has not gone out yet will count for a whole period from some later moment on
            long bySending = sent == NOT_YET ? period : sent + period + MARGIN.toNanos() - now;
            return answered != NOT_YET && sent == NOT_YET ? byAnswer : Math.min(byAnswer, bySending);
        }
    }

    SendLog(Rate rate) {
        change(rate);
    }

    /** A new limit counts the sends of the old one too. */
    void change(Rate rate) {
        permits = rate.permits();
        period = rate.period().toNanos();
    }

    /** Nanoseconds until one more send fits; 0 when it does now. */
    long waitNanos(long now) {
        forgetFree(now);
        if (slots.size() < permits) {
            return 0;
        }
        long[] left = slots.stream()
                .mapToLong(slot -> slot.left(now, period))
                .sorted()
                .toArray();
        return left[slots.size() - permits];
    }

    /** How many sends fit now. */
    int free(long now) {
        forgetFree(now);
        return Math.max(0, permits - slots.size());
    }

    private void forgetFree(long now) {
        slots.removeIf(slot -> slot.left(now, period) <= 0);
    }

    /** A permit was taken. */
    Slot taken() {
        Slot slot = new Slot();
        slots.add(slot);
        return slot;
    }

    /** The request of a permit goes out. */
    void sent(Slot slot, long now) {
        slot.sent = now;
    }

    /** The answer came, or it is known that none will. */
    void answered(Slot slot, long now) {
        slot.answered = now;
    }

    /** How many of the sends that still count were answered. */
    int answered() {
        return (int) slots.stream().filter(slot -> slot.answered != NOT_YET).count();
    }

    /** A refused send does not count at the platform. */
    void refused(Slot slot) {
        slots.remove(slot);
    }
}
