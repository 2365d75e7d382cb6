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

    /** Retries when the answer was lost. */
    <R> CompletableFuture<R> of(Supplier<CompletableFuture<R>> call) {
        return whenever(LostAnswers::lost, call);
    }

    /** @param retriable whether a failure, without its wrapping, is worth another attempt */
    <R> CompletableFuture<R> whenever(Predicate<Throwable> retriable, Supplier<CompletableFuture<R>> call) {
        return policy.retry(account::delay, retriable, call);
    }

    /** Looks for what may show up late; empty when it has not after the last attempt. */
    <T> CompletableFuture<Optional<T>> untilFound(Supplier<CompletableFuture<Optional<T>>> look) {
        return policy.untilPresent(account::delay, look);
    }
}
