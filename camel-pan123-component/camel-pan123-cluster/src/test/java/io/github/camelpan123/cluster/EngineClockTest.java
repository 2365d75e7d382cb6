package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineClockTest {

    private static final EngineClock.Bounds BOUNDS =
            EngineClock.Bounds.of(Duration.ofMinutes(10), Duration.ofMinutes(10));

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long EPOCH = TimeUnit.DAYS.toNanos(20_000);

    /** The monotonic clock of a node on which time passes only in answers. */
    private long now = 5;

    private final EngineClock node = new EngineClock(EngineClock.unknownOffset(), () -> now);
    private int answers;

    /** Measures with a slack of 100 ms and a timeout of a second. */
    private void measure(long stepMillis, long wayThereMillis, long wayBackMillis) throws Exception {
        answers = 0;
        node.measure(EngineClock.Bounds.of(Duration.ofSeconds(1), Duration.ofMillis(100)), () -> {
            answers++;
            now += wayThereMillis * MILLI;
            long time = EPOCH + now + stepMillis * MILLI;
            now += wayBackMillis * MILLI;
            return time;
        });
    }

    /** By how many milliseconds the node is ahead of the store. */
    private long error() {
        return (node.currentTimeNanos() - EPOCH - now) / MILLI;
    }

    @Test
    void theTimeIsNotKnownBeforeAnAnswerWasFastEnough() throws Exception {
        assertThatThrownBy(() -> measure(0, 0, 60))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("60 ms")
                .hasMessageContaining("clusterSlack, 50 ms");
        assertThat(node.known()).isFalse();
        measure(0, 0, 50);
        assertThat(error()).isEqualTo(-25);
    }

    @Test
    void slowAnswersAreLessAccurateThanTheMonotonicClockUnlessTheyDisproveIt() throws Exception {
        measure(0, 1, 1);
        assertThat(error()).isZero();
        measure(0, 0, 300);
        assertThat(error()).isZero();
        measure(10_000, 0, 300);
        assertThat(error()).isEqualTo(10_000 - 150);
    }

    @Test
    void aStepForwardIsCountedAndTheErrorOfAMeasurementIsNone() throws Exception {
        measure(0, 0, 50);
        measure(0, 50, 0);
        measure(0, 0, 50);
        measure(-10_000, 0, 50);
        assertThat(node.steps()).isZero();
        measure(-10_000 + 101, 0, 50);
        assertThat(node.steps()).isOne();
        measure(0, 0, 300);
        assertThat(node.steps()).isEqualTo(2);
        measure(0, 0, 0);
        assertThat(node.steps()).isEqualTo(3);
    }

    /** Otherwise, the engine would not be there within its timeout. */
    @Test
    void aSlowStoreIsAskedOnlyAsOftenAsTheTimeoutAllows() throws Exception {
        measure(0, 5, 5);
        assertThat(answers).isEqualTo(5);
        measure(0, 75, 75);
        assertThat(answers).isEqualTo(3);
        measure(0, 125, 125);
        assertThat(answers).isEqualTo(2);
        measure(0, 200, 200);
        assertThat(answers).isOne();
        measure(0, 5_000, 5_000);
        assertThat(answers).isOne();
    }

    /** Whatever the clock of this node, which is not read. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600, -60, 0, 60, 1_800_000_000})
    void theTimeIsThatOfTheStore(long secondsAhead) throws Exception {
        EngineClock clock = new EngineClock();
        assertThat(clock.known()).isFalse();
        long ahead = TimeUnit.SECONDS.toNanos(secondsAhead);
        long began = System.nanoTime();
        clock.measure(BOUNDS, () -> System.nanoTime() + ahead);
        long took = System.nanoTime() - began;
        assertThat(clock.known()).isTrue();
        long before = System.nanoTime();
        long time = clock.currentTimeNanos();
        long after = System.nanoTime();
        assertThat(time - ahead).isBetween(before - took, after + took);
    }

    /** Four of five answers take a long time on their way back, so the store seems to be behind by half of it. */
    @Test
    void theFastestAnswerCounts() throws Exception {
        EngineClock clock = new EngineClock();
        AtomicInteger asked = new AtomicInteger();
        long delay = TimeUnit.MILLISECONDS.toNanos(200);
        clock.measure(BOUNDS, () -> {
            long time = System.nanoTime();
            if (asked.incrementAndGet() != 3) {
                for (long left = delay; left > 0; left = time + delay - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
            return time;
        });
        // a busy machine may hold the fast answer up as well, but then the test tells nothing
        assertThat(Math.abs(clock.currentTimeNanos() - System.nanoTime())).isLessThan(delay / 2);
    }

    @Test
    void aStoreThatDoesNotAnswerChangesNothing() throws Exception {
        EngineClock clock = new EngineClock();
        clock.measure(BOUNDS, () -> System.nanoTime() + 1_000_000_000_000L);
        assertThatThrownBy(() -> clock.measure(BOUNDS, () -> {
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);
        assertThat(clock.currentTimeNanos() - System.nanoTime()).isGreaterThan(900_000_000_000L);
    }
}
