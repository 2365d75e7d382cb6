package io.github.camelpan123.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
    static final Duration MARGIN = Duration.ofMillis(50);

    /** For clocks that count in milliseconds on the other side. */
    private static final long ROUNDING = Duration.ofMillis(2).toNanos();

    private static final long NOT_YET = Long.MIN_VALUE;

    private final List<Slot> slots = new ArrayList<>();
    private int permits;
    private long period;

    /** One send. */
    static final class Slot {
        private final long sent;
        private long answered = NOT_YET;

        private Slot(long sent) {
            this.sent = sent;
        }

        private long freeAt(long period) {
            long bySending = sent + period + MARGIN.toNanos();
            return answered == NOT_YET ? bySending : Math.min(bySending, answered + period + ROUNDING);
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

    /** Nanoseconds until one more send fits; 0 or less when it does now. */
    long waitNanos(long now) {
        slots.removeIf(slot -> slot.freeAt(period) - now <= 0);
        if (slots.size() < permits) {
            return 0;
        }
        List<Slot> byFreedom = new ArrayList<>(slots);
        byFreedom.sort(Comparator.comparingLong(slot -> slot.freeAt(period) - now));
        return byFreedom.get(slots.size() - permits).freeAt(period) - now;
    }

    /** How many sends fit now. */
    int free(long now) {
        slots.removeIf(slot -> slot.freeAt(period) - now <= 0);
        return Math.max(0, permits - slots.size());
    }

    Slot sent(long now) {
        Slot slot = new Slot(now);
        slots.add(slot);
        return slot;
    }

    void answered(Slot slot, long now) {
        slot.answered = now;
    }
}
