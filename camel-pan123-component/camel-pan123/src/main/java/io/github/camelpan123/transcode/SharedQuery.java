package io.github.camelpan123.transcode;

import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A query that all concurrent callers share. It begins after the last of its callers has asked, so that its result is
 * current for each of them.
 *
 * @param <T> the type of the result
 */
final class SharedQuery<T> {

    private final Supplier<CompletableFuture<T>> query;
    private CompletableFuture<T> next;
    /** For whom the next query is made: the first who asked for it. */
    private Caller first;

    private boolean inFlight;

    /** @param query starts the query; must not block */
    SharedQuery(Supplier<CompletableFuture<T>> query) {
        this.query = query;
    }

    CompletableFuture<T> ask() {
        CompletableFuture<T> mine;
        synchronized (this) {
            if (next != null) {
                return next;
            }
            mine = Futures.pending();
            next = mine;
            first = Caller.current();
            if (inFlight) {
                return mine;
            }
        }
        begin();
        return mine;
    }

    private void begin() {
        CompletableFuture<T> asked;
        Caller caller;
        synchronized (this) {
            asked = next;
            caller = first;
            next = null;
            inFlight = asked != null;
        }
        if (asked != null) {
            caller.run(query).whenComplete((seen, failure) -> {
                // the result is handled before the next query begins
                if (failure == null) {
                    asked.complete(seen);
                } else {
                    asked.completeExceptionally(Futures.unwrap(failure));
                }
                begin();
            });
        }
    }
}
