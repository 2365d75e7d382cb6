package io.github.camelpan123.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The number of attempts of an asynchronous call and the delays between them: exponential back-off. Delays hold no
 * thread.
 *
 * @param maxAttempts the maximum number of attempts, the first included; at least 1
 * @param firstDelay the delay after the first attempt; it doubles with each further one
 * @param maxDelay the maximum delay
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {

    private static final int MOST_DOUBLINGS = 30;
    private static final Predicate<Throwable> NEVER = failure -> false;

    /** Waits without holding a thread. */
    @FunctionalInterface
    public interface Sleeper {

        /** Completes after a delay. Fails if waiting is pointless, for example on shutdown. */
        CompletableFuture<Void> sleep(Duration delay);
    }

    /** @throws IllegalArgumentException if {@code maxAttempts} is less than 1 */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts=" + maxAttempts + " is not at least 1");
        }
    }

    /** Returns a policy without a maximum number of attempts. The caller ends the attempts in another way. */
    public static RetryPolicy unlimited(Duration firstDelay, Duration maxDelay) {
        return new RetryPolicy(Integer.MAX_VALUE, firstDelay, maxDelay);
    }

    /**
     * Returns the delay after an attempt.
     *
     * @param attempt from 1
     */
    public Duration delayAfter(int attempt) {
        Duration delay = firstDelay.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return delay.compareTo(maxDelay) > 0 ? maxDelay : delay;
    }

    /**
     * Returns a random delay between half and all of the delay after an attempt, so that clients do not retry at the
     * same moment.
     *
     * @param attempt from 1
     */
    public Duration jitteredDelayAfter(int attempt) {
        long millis = delayAfter(attempt).toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }

    /**
     * Makes a call until it succeeds.
     *
     * @param retriable whether an unwrapped failure allows another attempt
     * @return fails with the failure of the last attempt
     */
    public <T> CompletableFuture<T> retry(
            Sleeper sleeper, Predicate<Throwable> retriable, Supplier<CompletableFuture<T>> call) {
        return retry(sleeper, retriable, call, 1);
    }

    private <T> CompletableFuture<T> retry(
            Sleeper sleeper, Predicate<Throwable> retriable, Supplier<CompletableFuture<T>> call, int attempt) {
        return Futures.recover(
                call.get(),
                failure -> attempt < maxAttempts && retriable.test(failure)
                        ? sleeper.sleep(delayAfter(attempt))
                                .thenCompose(over -> retry(sleeper, retriable, call, attempt + 1))
                        : Futures.failed(failure));
    }

    /**
     * Makes a query until it has a result. A failure is not retried.
     *
     * @return empty if the last attempt had no result
     */
    public <T> CompletableFuture<Optional<T>> untilPresent(
            Sleeper sleeper, Supplier<CompletableFuture<Optional<T>>> question) {
        return untilPresent(sleeper, NEVER, question);
    }

    /**
     * Makes a query until it has a result.
     *
     * @param retriable whether an unwrapped failure counts as no result
     * @return empty if the last attempt had no result; fails if it failed
     */
    public <T> CompletableFuture<Optional<T>> untilPresent(
            Sleeper sleeper, Predicate<Throwable> retriable, Supplier<CompletableFuture<Optional<T>>> question) {
        return untilPresent(sleeper, retriable, question, attempt -> attempt >= maxAttempts, 1);
    }

    /**
     * Makes a query until it has a result or the timeout has expired. A failure is not retried.
     *
     * @return empty if the last attempt had no result
     */
    public <T> CompletableFuture<Optional<T>> untilPresent(
            Sleeper sleeper, Duration timeout, Supplier<CompletableFuture<Optional<T>>> question) {
        return untilPresent(sleeper, timeout, NEVER, question);
    }

    /**
     * Makes a query until it has a result or the timeout has expired.
     *
     * @param retriable whether an unwrapped failure counts as no result
     * @return empty if the last attempt had no result; fails if it failed
     */
    public <T> CompletableFuture<Optional<T>> untilPresent(
            Sleeper sleeper,
            Duration timeout,
            Predicate<Throwable> retriable,
            Supplier<CompletableFuture<Optional<T>>> question) {
        long end = System.nanoTime() + timeout.toNanos();
        return untilPresent(sleeper, retriable, question, attempt -> System.nanoTime() - end > 0, 1);
    }

    private <T> CompletableFuture<Optional<T>> untilPresent(
            Sleeper sleeper,
            Predicate<Throwable> retriable,
            Supplier<CompletableFuture<Optional<T>>> question,
            IntPredicate last,
            int attempt) {
        return Futures.recover(
                        question.get(),
                        failure -> retriable.test(failure) && !last.test(attempt)
                                ? Futures.completed(Optional.empty())
                                : Futures.failed(failure))
                .thenCompose(answer -> answer.isPresent() || last.test(attempt)
                        ? Futures.completed(answer)
                        : sleeper.sleep(delayAfter(attempt))
                                .thenCompose(over -> untilPresent(sleeper, retriable, question, last, attempt + 1)));
    }
}
