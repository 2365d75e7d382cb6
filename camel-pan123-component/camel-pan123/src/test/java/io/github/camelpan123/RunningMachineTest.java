package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123WaitExceededException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is run again, and that a failure does not get lost. */
class RunningMachineTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();

    private void late() {
        RunningMachine.requireInTime(new IllegalStateException(
                new Pan123WaitExceededException(Api.USER_INFO, "too late", Duration.ofSeconds(1))));
    }

    @Test
    void aCaseThatWasTooLateIsRunAgainWithEverythingNew() throws Exception {
        RunningMachine.run(
                () -> {
                    assertThat(made).hasValue(runs.get());
                    if (runs.incrementAndGet() == 1) {
                        late();
                    }
                },
                made::incrementAndGet);
        assertThat(runs).hasValue(2);
        assertThat(made).hasValue(1);
    }

    @Test
    void aCaseThatIsTooLateEachTimeHasFailed() {
        assertThatThrownBy(() -> RunningMachine.run(() -> {
                    runs.incrementAndGet();
                    late();
                }))
                .isInstanceOf(RunningMachine.TooBusyException.class)
                .hasRootCauseInstanceOf(Pan123WaitExceededException.class);
        assertThat(runs).hasValue(5);
    }

    /** At once, unless the machine stands still just then. */
    @Test
    void anotherFailureIsThatOfTheTest() {
        AssertionError failure = new AssertionError("wrong");
        assertThatThrownBy(() -> RunningMachine.run(() -> {
                    runs.incrementAndGet();
                    RunningMachine.requireInTime(failure);
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(runs).hasValueLessThanOrEqualTo(5);
    }
}
