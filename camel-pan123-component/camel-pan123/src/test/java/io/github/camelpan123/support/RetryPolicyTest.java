package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final RetryPolicy FOUR = new RetryPolicy(4, Duration.ofMillis(100), Duration.ofMillis(300));

    private final List<Duration> slept = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    private CompletableFuture<Void> sleep(Duration delay) {
        slept.add(delay);
        return CompletableFuture.completedFuture(null);
    }

    /** Fails so many times. */
    private CompletableFuture<Integer> call(int failures, Throwable failure) {
        int number = calls.incrementAndGet();
        return number <= failures ? CompletableFuture.failedFuture(failure) : CompletableFuture.completedFuture(number);
    }

    @Test
    void delaysDoubleUpToTheLongestOne() {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(FOUR::delayAfter))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 300L, 300L, 300L);
        assertThat(FOUR.delayAfter(Integer.MAX_VALUE)).isEqualTo(FOUR.maxDelay());
    }

    @Test
    void aJitteredDelayIsAtLeastHalfOfTheDelayAndNotLonger() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> FOUR.jitteredDelayAfter(2)))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofMillis(100), Duration.ofMillis(200)))
                .satisfies(delays -> assertThat(Set.copyOf(delays)).hasSizeGreaterThan(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aCallIsRepeatedUntilItSucceeds(int failures) {
        assertThat(FOUR.retry(this::sleep, failure -> true, () -> call(failures, new IOException("lost"))))
                .isCompletedWithValue(failures + 1);
        assertThat(slept).hasSize(failures);
    }

    @Test
    void theLastFailureIsTheAnswer() {
        IOException lost = new IOException("lost");
        assertThatThrownBy(FOUR.retry(
                        this::sleep, failure -> failure == lost, () -> call(9, new CompletionException(lost)))::join)
                .hasCause(lost);
        assertThat(calls).hasValue(FOUR.maxAttempts());
    }

    @Test
    void aFailureThatIsNotWorthItIsNotRepeated() {
        assertThatThrownBy(FOUR.retry(this::sleep, failure -> false, () -> call(9, new IOException("refused")))::join)
                .hasRootCauseMessage("refused");
        assertThat(calls).hasValue(1);
        assertThat(slept).isEmpty();
    }

    @Test
    void whatCannotSleepAnyMoreEndsWithThat() {
        IllegalStateException closed = new IllegalStateException("closed");
        assertThatThrownBy(FOUR.retry(
                        delay -> CompletableFuture.failedFuture(closed),
                        failure -> true,
                        () -> call(9, new IOException("lost")))::join)
                .hasCause(closed);
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aQuestionIsAskedUntilThereIsAnAnswerOrNoAttemptIsLeft(int answersAt) {
        Optional<Integer> answer = FOUR.untilPresent(this::sleep, () -> {
                    int number = calls.incrementAndGet();
                    return CompletableFuture.completedFuture(Optional.of(number).filter(one -> one == answersAt));
                })
                .join();
        assertThat(answer).isEqualTo(answersAt <= 4 ? Optional.of(answersAt) : Optional.empty());
        assertThat(calls).hasValue(Math.min(answersAt, 4));
    }

    @Test
    void aQuestionIsAskedAtLeastOnceAndNotAgainWhenItsTimeIsOver() {
        RetryPolicy unlimited = RetryPolicy.unlimited(Duration.ofMillis(1), Duration.ofMillis(1));
        assertThat(unlimited
                        .<Integer>untilPresent(this::sleep, Duration.ofNanos(-1), () -> {
                            calls.incrementAndGet();
                            return CompletableFuture.completedFuture(Optional.empty());
                        })
                        .join())
                .isEmpty();
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4})
    void aQuestionThatFailsForNowIsAskedAgain(int failures) {
        IOException lost = new IOException("lost");
        CompletableFuture<Optional<Integer>> answer = FOUR.untilPresent(
                this::sleep, failure -> failure == lost, () -> call(failures, new CompletionException(lost))
                        .thenApply(Optional::of));
        if (failures < FOUR.maxAttempts()) {
            assertThat(answer).isCompletedWithValue(Optional.of(failures + 1));
            assertThat(slept).hasSize(failures);
        } else {
            assertThatThrownBy(answer::join).hasCause(lost);
        }
    }

    @Test
    void aQuestionThatFailsForGoodIsNotAskedAgain() {
        IOException refused = new IOException("refused");
        assertThatThrownBy(FOUR.untilPresent(
                        this::sleep, Duration.ofDays(1), failure -> failure != refused, () -> call(9, refused)
                                .thenApply(Optional::of))::join)
                .hasCause(refused);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aPolicyHasAtLeastOneAttempt() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxAttempts=0");
    }
}
