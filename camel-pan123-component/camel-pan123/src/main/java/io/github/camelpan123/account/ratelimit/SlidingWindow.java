package io.github.camelpan123.account.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The guard beside the throttler: the last N sends of a queue and their answers, on a clock that never steps. A send
 * counts at the platform somewhere between being sent and being answered, so its slot is surely free again one period
 * after the answer. Where answers take long, waiting for that would waste the budget, so the slot is free already one
 * period and a margin after the sending: a margin that covers how unevenly requests arrive, which cannot be more
 * uneven than the times that the last answers took. A request that has had no answer for longer than any of those may be
 * stuck on its way, so its margin is longer.
 *
 * <p>Not thread-safe; its queue locks.
 */
final class SlidingWindow {

    /** How unevenly requests may arrive at least. */
    static final Duration MARGIN = Duration.ofMillis(100);

    /** Before anything is known of the line, while everything here still warms up, and when a request seems stuck. */
    private static final Duration LONG_MARGIN = Duration.ofSeconds(1);

    private static final int FIRST_ANSWERS = 8;

    /** A call is under way for longer than from its sending to its answer: it is made, and its answer is told. */
    private static final double BESIDES = 1.1;

    /** For clocks that count in milliseconds on the other side. */
    private static final long ROUNDING = Duration.ofMillis(2).toNanos();

    private static final long NOT_YET = Long.MIN_VALUE;

    private final List<Slot> slots = new ArrayList<>();
    private final MinMaxWindow answerTimes = new MinMaxWindow();
    private long margin = LONG_MARGIN.toNanos();
    private int permits;
    private long period;

    /** One send. */
    static final class Slot {
        private long sent = NOT_YET;
        private long answered = NOT_YET;

        private Slot() {}

        /** Nanoseconds until it is free again; 0 or less when it is. */
        private long left(long now, long period, long margin, long marginWhenStuck) {
            long byAnswer = answered == NOT_YET ? Long.MAX_VALUE : answered + period + ROUNDING - now;
            // what has not gone out yet will count for a whole period from some later moment on
            long bySending =
                    sent == NOT_YET ? period : sent + period + (answered == NOT_YET ? marginWhenStuck : margin) - now;
            return answered != NOT_YET && sent == NOT_YET ? byAnswer : Math.min(byAnswer, bySending);
        }
    }

    SlidingWindow(Rate rate) {
        change(rate);
    }

    /** A new limit counts the sends of the old one too. */
    void change(Rate rate) {
        permits = rate.permits();
        period = rate.period().toNanos();
    }

    /** Nanoseconds until one more send fits; 0 when it does now. */
    long waitNanos(long now) {
        if (free(now, 1) > 0) {
            return 0;
        }
        long[] left = slots.stream().mapToLong(slot -> left(slot, now)).sorted().toArray();
        return left[slots.size() - permits];
    }

    /** How many of so many sends fit now. Looks for slots that are free again only when there are too few. */
    int free(long now, int wanted) {
        if (permits - slots.size() < wanted) {
            forgetFree(now);
        }
        return Math.min(wanted, Math.max(0, permits - slots.size()));
    }

    /** How many calls under way are enough for all that the limit allows, while answers take as long as now. */
    int mostUnderWay() {
        return (int) Math.max(permits, Math.ceil(BESIDES * permits * answerTimes.largest() / period));
    }

    private void forgetFree(long now) {
        slots.removeIf(slot -> left(slot, now) <= 0);
    }

    private long left(Slot slot, long now) {
        boolean oftenSoSlow = answerTimes.largest() >= period + margin;
        return slot.left(now, period, margin, oftenSoSlow ? margin : Math.max(margin, LONG_MARGIN.toNanos()));
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
        if (slot.sent == NOT_YET) {
            return;
        }
        // so many that the answers of all slots in use are among them
        answerTimes.add(now - slot.sent, FIRST_ANSWERS + 2 * permits);
        margin = answerTimes.count() < FIRST_ANSWERS
                ? LONG_MARGIN.toNanos()
                : Math.max(MARGIN.toNanos(), 2 * answerTimes.spread());
    }

    /** How many of the sends that still count were answered. */
    int answered(long now) {
        forgetFree(now);
        return (int) slots.stream().filter(slot -> slot.answered != NOT_YET).count();
    }

    /** A refused send does not count at the platform. */
    void refused(Slot slot) {
        slots.remove(slot);
    }
}
