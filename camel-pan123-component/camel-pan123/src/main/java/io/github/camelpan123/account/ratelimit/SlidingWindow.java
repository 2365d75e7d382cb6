package io.github.camelpan123.account.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A local window, checked beside the permit gate: the last N sends of a queue and their answers, on a monotonic clock.
 * The platform counts a call at some time between send and answer, so its slot is certainly free one period after the
 * answer. With slow answers, waiting for that would waste the budget. So the slot is also free one period and a margin
 * after the send. The margin covers the jitter of the arrival of requests, which the spread of the last answer times
 * bounds, except while the JVM warms up. A request without an answer for longer than any of those times may be delayed
 * on its way, so its margin is longer.
 *
 * <p>Not thread-safe; guarded by the lock of its queue.
 */
final class SlidingWindow {

    /** The minimum margin for the jitter of arrivals. */
    static final Duration MARGIN = Duration.ofMillis(100);

    /**
     * The margin while few answer times are known or the JVM may be warming up, and for a request that seems to be
     * delayed.
     */
    private static final Duration LONG_MARGIN = Duration.ofSeconds(1);

    /**
     * For a request without an answer where answers take longer than a period: nothing tells meanwhile when it has
     * arrived. Leaves 83 % of a limit per second.
     */
    private static final Duration SLOW_MARGIN = Duration.ofMillis(200);

    private static final int FIRST_ANSWERS = 8;

    /**
     * The time from the first send in which the JVM may be warming up. On a busy machine, all answers can take long
     * then and arrive at once, although some of their requests arrived much later than others. So their spread says
     * nothing.
     */
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    /**
     * The factor from the time between send and answer to the total time of a call, which includes its preparation and
     * the report of its answer.
     */
    private static final double BESIDES = 1.1;

    /** The tolerance for clocks with a resolution of milliseconds on the other side. */
    private static final long ROUNDING = Duration.ofMillis(2).toNanos();

    private static final long NOT_YET = Long.MIN_VALUE;

    /** The weight of the last answer in the usual answer time. */
    private static final double LAST_ANSWER = 0.1;

    private final List<Slot> slots = new ArrayList<>();
    private final MinMaxWindow answerTimes = new MinMaxWindow();
    private long margin = LONG_MARGIN.toNanos();
    private long firstSent = NOT_YET;
    private long usualAnswer;
    private int permits;
    private long period;

    /** One send. */
    static final class Slot {
        private long sent = NOT_YET;
        private long answered = NOT_YET;

        private Slot() {}

        /** Returns the nanoseconds until the slot is free again; 0 or less if it is free. */
        private long left(long now, long period, long margin, long marginWhenStuck) {
            long byAnswer = answered == NOT_YET ? Long.MAX_VALUE : answered + period + ROUNDING - now;
            // a call that is not sent yet will count for a whole period from some later time on
            long bySending =
                    sent == NOT_YET ? period : sent + period + (answered == NOT_YET ? marginWhenStuck : margin) - now;
            return answered != NOT_YET && sent == NOT_YET ? byAnswer : Math.min(byAnswer, bySending);
        }
    }

    SlidingWindow(Rate rate) {
        change(rate);
    }

    /** Changes the limit. The sends under the old limit still count. */
    void change(Rate rate) {
        permits = rate.permits();
        period = rate.period().toNanos();
    }

    /** Returns the nanoseconds until one more send is permitted; 0 if it is permitted now. */
    long waitNanos(long now) {
        if (free(now, 1) > 0) {
            return 0;
        }
        long[] left = slots.stream().mapToLong(slot -> left(slot, now)).sorted().toArray();
        return left[slots.size() - permits];
    }

    /** Returns how many of the wanted sends are permitted now. Removes free slots only if there are too few. */
    int free(long now, int wanted) {
        if (permits - slots.size() < wanted) {
            forgetFree(now);
        }
        return Math.min(wanted, Math.max(0, permits - slots.size()));
    }

    /** Returns how many concurrent calls are enough to use the whole limit at the current answer times. */
    int mostInFlight() {
        return (int) Math.max(permits, Math.ceil(BESIDES * permits * answerTimes.largest() / period));
    }

    private void forgetFree(long now) {
        slots.removeIf(slot -> left(slot, now) <= 0);
    }

    private long left(Slot slot, long now) {
        boolean oftenSoSlow = answerTimes.largest() >= period + margin;
        return slot.left(now, period, margin, Math.max(margin, (oftenSoSlow ? SLOW_MARGIN : LONG_MARGIN).toNanos()));
    }

    /** Returns the number of permits per period. */
    int permits() {
        return permits;
    }

    /** Records a taken permit. */
    Slot taken() {
        Slot slot = new Slot();
        slots.add(slot);
        return slot;
    }

    /** Records that the request of a permit is sent. */
    void sent(Slot slot, long now) {
        slot.sent = now;
        if (firstSent == NOT_YET) {
            firstSent = now;
        }
    }

    /** Records that the answer arrived, or that there will be none. */
    void answered(Slot slot, long now) {
        slot.answered = now;
        if (slot.sent == NOT_YET) {
            return;
        }
        usualAnswer += usualAnswer == 0 ? now - slot.sent : (long) (LAST_ANSWER * (now - slot.sent - usualAnswer));
        // enough to include the answers of all slots in use
        answerTimes.add(now - slot.sent, FIRST_ANSWERS + 2 * permits);
        margin = answerTimes.count() < FIRST_ANSWERS || now - firstSent < WARM_UP.toNanos()
                ? LONG_MARGIN.toNanos()
                : Math.max(MARGIN.toNanos(), 2 * answerTimes.spread());
    }

    /** Returns how long an answer takes, as far as known. */
    Duration usualAnswer() {
        return Duration.ofNanos(usualAnswer);
    }

    /** Returns how long after its period a slot stays in use if its answer takes so long. */
    static Duration pause(Duration answer) {
        Duration byAnswer = answer.plusNanos(ROUNDING);
        return byAnswer.compareTo(MARGIN) < 0 ? byAnswer : MARGIN;
    }

    /** Returns how many of the sends that still count were answered. */
    int answered(long now) {
        forgetFree(now);
        return (int) slots.stream().filter(slot -> slot.answered != NOT_YET).count();
    }

    /** Removes a refused send, because the platform does not count it. */
    void refused(Slot slot) {
        slots.remove(slot);
    }
}
