package io.github.camelpan123.account;

import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Repeats a call that the platform refuses because of new IDs. The platform may temporarily deny an ID that it has just
 * issued. A refused call had no effect, so any call can be repeated.
 *
 * @param backOff the back-off of this call
 * @param all whether all IDs must be new, because the call can be repeated without the others
 * @param content creates the call
 * @param attempt makes the call once
 * @param delay waits between two attempts
 */
record NewIdRetry<R>(
        NewIds.BackOff backOff,
        boolean all,
        Supplier<ApiCall<R>> content,
        Supplier<CompletableFuture<R>> attempt,
        Function<Duration, CompletableFuture<Void>> delay) {

    CompletableFuture<R> call() {
        return Futures.recover(attempt.get(), failure -> backOff.before(failure, ids(failure), all)
                .map(pause -> delay.apply(pause).thenCompose(over -> call()))
                .orElseGet(() -> Futures.failed(failure)));
    }

    /** Returns the IDs of a refused call. Only a call that was sent has a code. */
    private List<Long> ids(Throwable failure) {
        return failure instanceof Pan123Exception e && e.getCode() != 0
                ? content.get().fileIds()
                : List.of();
    }
}
