package io.github.camelpan123.transcode;

import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One look for all who want one at the same time. It begins after the last of them has asked, so that it shows
 * everything that was there when they did.
 *
 * @param <T> what is seen
 */
final class SharedLook<T> {

    private final Supplier<CompletableFuture<T>> look;
    private CompletableFuture<T> next;
    private boolean underWay;

    /** @param look does not block */
    SharedLook(Supplier<CompletableFuture<T>> look) {
        this.look = look;
    }

    CompletableFuture<T> ask() {
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
                // what was seen is acted on before the next look begins
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
