package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    @Test
    void aSlotIsFreeOnePeriodAfterItsAnswer() {
        SlidingWindow log = new SlidingWindow(new Rate(1, Duration.ofSeconds(1)));
        SlidingWindow.Slot slot = sent(log, 0);
        assertThat(log.waitNanos(0)).isEqualTo(2000 * MILLI);
        log.answered(slot, 10 * MILLI);
        assertThat(log.waitNanos(10 * MILLI)).isEqualTo(1002 * MILLI);
        assertThat(log.waitNanos(1012 * MILLI)).isZero();
    }

    private static SlidingWindow.Slot sent(SlidingWindow log, long now) {
        SlidingWindow.Slot slot = log.taken();
        log.sent(slot, now);
        return slot;
    }

    @Test
    void aPermitThatHasNotGoneOutYetIsNeverFree() {
        SlidingWindow log = new SlidingWindow(new Rate(1, Duration.ofSeconds(1)));
        SlidingWindow.Slot slot = log.taken();
        assertThat(log.waitNanos(5000 * MILLI)).isEqualTo(1000 * MILLI);
        log.sent(slot, 6000 * MILLI);
        assertThat(log.waitNanos(6000 * MILLI)).isEqualTo(2000 * MILLI);
    }

    @Test
    void slowAnswersCostAMarginOnlyWhenTheyAreAllAsSlow() {
        SlidingWindow log = new SlidingWindow(new Rate(1, Duration.ofSeconds(1)));
        long now = 0;
        for (int i = 0; i < 8; i++) {
            now += log.waitNanos(now);
            SlidingWindow.Slot slot = sent(log, now);
            now += 500 * MILLI;
            log.answered(slot, now);
        }
        assertThat(log.waitNanos(now)).isEqualTo((1000 + 100 - 500) * MILLI);
    }

    @Test
    void oneAnswerThatTookLongMakesTheMarginLong() {
        SlidingWindow log = new SlidingWindow(new Rate(1, Duration.ofSeconds(1)));
        long now = 0;
        for (int i = 0; i < 8; i++) {
            now += log.waitNanos(now);
            SlidingWindow.Slot slot = sent(log, now);
            now += 10 * MILLI;
            log.answered(slot, now);
        }
        now += log.waitNanos(now);
        SlidingWindow.Slot late = sent(log, now);
        log.answered(late, now + 300 * MILLI);
        // it may have counted just before its answer
        assertThat(log.waitNanos(now + 300 * MILLI)).isEqualTo(1002 * MILLI);
    }

    @Test
    void aRequestWithoutAnswerMayBeStuckOnItsWayUnlessAnswersOftenTakeSoLong() {
        SlidingWindow log = new SlidingWindow(new Rate(1, Duration.ofSeconds(1)));
        long now = 0;
        for (int i = 0; i < 8; i++) {
            now += log.waitNanos(now);
            log.answered(sent(log, now), now + 10 * MILLI);
        }
        now += log.waitNanos(now);
        SlidingWindow.Slot stuck = sent(log, now);
        assertThat(log.waitNanos(now)).isEqualTo(2000 * MILLI);
        log.answered(stuck, now + 1500 * MILLI);
        now += 1500 * MILLI;
        for (int i = 0; i < 10; i++) {
            now += log.waitNanos(now);
            SlidingWindow.Slot slot = sent(log, now);
            now += 1500 * MILLI;
            log.answered(slot, now);
        }
        now += log.waitNanos(now);
        sent(log, now);
        assertThat(log.waitNanos(now)).isEqualTo(1200 * MILLI);
    }

    @Test
    void aLowerLimitCountsTheSendsOfTheHigherOne() {
        SlidingWindow log = new SlidingWindow(new Rate(10, Duration.ofSeconds(1)));
        for (int i = 0; i < 10; i++) {
            log.answered(sent(log, i * MILLI), i * MILLI);
        }
        log.change(new Rate(2, Duration.ofSeconds(1)));
        // the window is free of all but one of the ten only when the ninth has left it
        assertThat(log.waitNanos(10 * MILLI)).isEqualTo((1000 + 2 + 8 - 10) * MILLI);
    }

    /** Whatever the delays on the way, no rolling window at the other side ever sees more than the limit. */
    @RepeatedTest(50)
    void noWindowAtThePlatformIsEverFullerThanTheLimit(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        // every other line is a bad one, where margins that fit a good one would not do
        int longestWay = round.getCurrentRepetition() % 2 == 0 ? 50 : 150;
        assertNoWindowIsFuller(
                random, sentAfter -> new Way(random.nextInt(longestWay) * MILLI, random.nextInt(30) * MILLI));
    }

    /** The calls of a JVM that starts on a busy machine take long, some on their way there and some on their way back. */
    @RepeatedTest(50)
    void slowFirstSecondsMakeNoWindowFullerThanTheLimit(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        long slow = (500 + random.nextInt(3500)) * MILLI;
        assertNoWindowIsFuller(random, sentAfter -> {
            int there = random.nextInt(400);
            return sentAfter < slow
                    ? new Way(there * MILLI, (400 - there + random.nextInt(5)) * MILLI)
                    : new Way(random.nextInt(5) * MILLI, random.nextInt(5) * MILLI);
        });
    }

    /** How long a request takes to the platform, and its answer back. */
    private record Way(long there, long back) {}

    private record Answer(SlidingWindow.Slot slot, long at) {}

    /** @param way of a call that is sent so long after the first one */
    private static void assertNoWindowIsFuller(Random random, LongFunction<Way> way) {
        int permits = 1 + random.nextInt(20);
        long period = (200 + random.nextInt(2000)) * MILLI;
        SlidingWindow log = new SlidingWindow(new Rate(permits, Duration.ofNanos(period)));
        List<Long> arrivals = new ArrayList<>();
        // times are compared by their difference, because they may overflow
        PriorityQueue<Answer> answers = new PriorityQueue<>((one, other) -> Long.signum(one.at() - other.at()));
        long now = random.nextLong() >> 2;
        long begin = now;
        for (int i = 0; i < 400; i++) {
            while (!answers.isEmpty() && answers.peek().at() - now <= 0) {
                Answer answer = answers.poll();
                log.answered(answer.slot(), answer.at());
            }
            long wait = log.waitNanos(now);
            if (wait > 0) {
                now += Math.min(wait, random.nextInt(20) * MILLI + 1);
                continue;
            }
            Way next = way.apply(now - begin);
            long arrival = now + next.there();
            answers.add(new Answer(sent(log, now), arrival + next.back()));
            arrivals.add(arrival);
            now += random.nextInt(3) * MILLI;
        }
        arrivals.sort(Long::compare);
        for (int i = permits; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i) - arrivals.get(i - permits)).isGreaterThanOrEqualTo(period);
        }
    }
}
