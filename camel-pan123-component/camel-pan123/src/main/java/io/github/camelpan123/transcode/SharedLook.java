package io.github.camelpan123.transcode;

import io.github.camelpan123.account.Caller;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A query that all concurrent callers share. It begins after the last of its callers has asked, so that its result is
 * current for each of them.
 *
 * @param <T> the type of the result
 */
final class SharedLook<T> {

    private final Supplier<CompletableFuture<T>> look;
    private CompletableFuture<T> next;
    private boolean underWay;

    /** @param look starts the query; must not block */
    SharedLook(Supplier<CompletableFuture<T>> look) {
        this.look = look;
    }

    CompletableFuture<T> ask() {
        return Caller.kept(shared());
    }

    private CompletableFuture<T> shared() {
        CompletableFuture<T> mine;
        synchronized (this) {
            if (next != null) {
                return next;
            }
            mine = new CompletableFuture<>();
            next = mine;
            if (underWay) {
                return mine;
            }
        }
        begin();
        return mine;
    }

    private void begin() {
        CompletableFuture<T> asked;
        synchronized (this) {
            asked = next;
            next = null;
            underWay = asked != null;
        }
        if (asked != null) {
            look.get().whenComplete((seen, failure) -> {
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
