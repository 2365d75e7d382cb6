package io.github.camelpan123.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A call on request, on a clock of its own. */
class AccountProbeTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void asksOnceAMinuteAtMostAndTellsTheLastAnswerMeanwhile() {
        AccountProbe probe = new AccountProbe(
                () -> calls.incrementAndGet() == 1
                        ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                        : CompletableFuture.completedFuture(null),
                clock::get);
        for (int i = 0; i < 60; i++) {
            assertThat(probe.result().failure()).hasMessage("down");
            assertThat(probe.result().text()).endsWith(" down");
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(calls).hasValue(1);
        clock.addAndGet(1);
        assertThat(probe.result().failure()).isNull();
        assertThat(probe.result().text()).endsWith("The platform answers");
        assertThat(calls).hasValue(2);
    }

    @Test
    void aCallThatCannotBeginIsAFailure() {
        AccountProbe probe = new AccountProbe(
                () -> {
                    throw new IllegalStateException("closed");
                },
                clock::get);
        assertThat(probe.result().failure()).hasMessage("closed");
    }
}
