package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreClockTest {

    /** Whatever the clock of this node, which is not read. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600, -60, 0, 60, 1_800_000_000})
    void theTimeIsThatOfTheStore(long secondsAhead) throws Exception {
        StoreClock clock = new StoreClock();
        assertThat(clock.known()).isFalse();
        long ahead = TimeUnit.SECONDS.toNanos(secondsAhead);
        long began = System.nanoTime();
        clock.measure(() -> System.nanoTime() + ahead);
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
        StoreClock clock = new StoreClock();
        AtomicInteger asked = new AtomicInteger();
        long delay = TimeUnit.MILLISECONDS.toNanos(200);
        clock.measure(() -> {
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
        StoreClock clock = new StoreClock();
        clock.measure(() -> System.nanoTime() + 1_000_000_000_000L);
        assertThatThrownBy(() -> clock.measure(() -> {
                    throw new IOException("no");
                }))
                .isInstanceOf(IOException.class);
        assertThat(clock.currentTimeNanos() - System.nanoTime()).isGreaterThan(900_000_000_000L);
    }
}
