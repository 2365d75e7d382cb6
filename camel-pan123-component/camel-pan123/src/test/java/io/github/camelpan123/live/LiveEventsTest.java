package io.github.camelpan123.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The state is read only while somebody listens. */
class LiveEventsTest {

    private final Ticks ticks = new Ticks();
    private int read;
    private final LiveEvents events = new LiveEvents(() -> "state " + ++read, ticks);

    /** A timer that goes on when told to. */
    private static final class Ticks extends ScheduledThreadPoolExecutor {
        private final List<Runnable> scheduled = new ArrayList<>();
        private Duration every;

        Ticks() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
            scheduled.add(task);
            every = Duration.ofNanos(unit.toNanos(delay));
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        void pass() {
            scheduled.get(scheduled.size() - 1).run();
        }
    }

    @AfterEach
    void stop() {
        events.close();
        ticks.shutdownNow();
    }

    @Test
    void nobodyListensAndNothingIsRead() {
        assertThat(ticks.scheduled).isEmpty();
        Consumer<String> listener = any -> {};
        events.add(listener);
        assertThat(ticks.every).isEqualTo(Duration.ofMillis(500));
        assertThat(ticks.getQueue()).hasSize(1);
        events.remove(listener);
        ticks.purge();
        assertThat(ticks.getQueue()).isEmpty();
        assertThat(read).isZero();
    }

    @Test
    void theStateIsReadOnceForAll() {
        List<String> seen = new ArrayList<>();
        events.add(seen::add);
        events.add(now -> seen.add("also " + now));
        ticks.pass();
        assertThat(seen).containsExactlyInAnyOrder("state 1", "also state 1");
        assertThat(ticks.scheduled).hasSize(1);
    }

    @Test
    void aFailureIsNotTheEnd() {
        List<String> seen = new ArrayList<>();
        LiveEvents failing = new LiveEvents(
                () -> {
                    if (++read == 1) {
                        throw new IllegalStateException("no");
                    }
                    return "state " + read;
                },
                ticks);
        failing.add(seen::add);
        ticks.pass();
        ticks.pass();
        assertThat(seen).containsExactly("state 2");
    }

    @Test
    void thereAreNeverTooManyListeners() {
        IntStream.range(0, LiveEvents.MOST_LISTENERS)
                .forEach(i -> assertThat(events.add(now -> seenBy(i))).isTrue());
        assertThat(events.add(now -> {})).isFalse();
        events.close();
        assertThat(events.add(now -> {})).isFalse();
        assertThat(events.listeners()).isZero();
    }

    private static void seenBy(int number) {
        assertThat(number).isNotNegative();
    }
}
