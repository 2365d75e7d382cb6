package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.RetryPolicy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Retries calls that change nothing. */
final class ReadRetry {

    private final AccountLease account;
    private final RetryPolicy policy;

    ReadRetry(AccountLease account, RetryPolicy policy) {
        this.account = account;
        this.policy = policy;
    }

    /** Retries a call whose answer was lost. */
    <R> CompletableFuture<R> of(Supplier<CompletableFuture<R>> call) {
        return whenever(LostAnswers::lost, call);
    }

    /** @param retriable whether a failure, without its wrappers, is retried */
    <R> CompletableFuture<R> whenever(Predicate<Throwable> retriable, Supplier<CompletableFuture<R>> call) {
        return policy.retry(account::delay, retriable, call);
    }

    /** Repeats a lookup until it finds something; empty after the last attempt. */
    <T> CompletableFuture<Optional<T>> untilFound(Supplier<CompletableFuture<Optional<T>>> look) {
        return policy.untilPresent(account::delay, look);
    }
}
