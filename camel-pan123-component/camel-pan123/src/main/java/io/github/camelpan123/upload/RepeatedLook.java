package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Repeats calls that only look, when their answer got lost. */
final class RepeatedLook {

    /** How often something is tried in all. */
    static final int TRIES = 4;

    private final AccountLease account;
    private final PollIntervals pauses;

    RepeatedLook(AccountLease account, PollIntervals pauses) {
        this.account = account;
        this.pauses = pauses;
    }

    /** Whether nobody can tell if the call was carried out. */
    static boolean lost(Throwable failure) {
        return LostAnswers.lost(failure);
    }

    /** A call that changes nothing. */
    <R> CompletableFuture<R> of(Supplier<CompletableFuture<R>> call) {
        return whenever(RepeatedLook::lost, call, 0);
    }

    /** @param again whether a failure, without its wrapping, is worth another try */
    <R> CompletableFuture<R> whenever(Predicate<Throwable> again, Supplier<CompletableFuture<R>> call) {
        return whenever(again, call, 0);
    }

    /**
     * Looks for what may show up late.
     *
     * @param looks how often at most
     */
    <T> CompletableFuture<Optional<T>> untilFound(int looks, Supplier<CompletableFuture<Optional<T>>> look) {
        return untilFound(looks, look, 0);
    }

    private <T> CompletableFuture<Optional<T>> untilFound(
            int looks, Supplier<CompletableFuture<Optional<T>>> look, int number) {
        return look.get()
                .thenCompose(found -> found.isPresent() || number + 1 >= looks
                        ? CompletableFuture.completedFuture(found)
                        : account.delay(pauses.before(number))
                                .thenCompose(over -> untilFound(looks, look, number + 1)));
    }

    private <R> CompletableFuture<R> whenever(
            Predicate<Throwable> again, Supplier<CompletableFuture<R>> call, int attempt) {
        return Futures.recover(
                call.get(),
                failure -> again.test(failure) && attempt + 1 < TRIES
                        ? account.delay(pauses.before(attempt)).thenCompose(over -> whenever(again, call, attempt + 1))
                        : CompletableFuture.failedFuture(failure));
    }
}
