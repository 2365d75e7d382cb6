package io.github.camelpan123.cluster;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Results that somebody may wait for. They fail at the close, because nobody completes them any more. */
final class PendingResults {

    private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Returns a new result, which fails at the close at the latest. */
    <T> CompletableFuture<T> add() {
        CompletableFuture<T> result = new CompletableFuture<>();
        pending.add(result);
        result.whenComplete((value, failure) -> pending.remove(result));
        // after it was added, so that it is seen here or by the close
        if (closed) {
            fail(result);
        }
        return result;
    }

    private static void fail(CompletableFuture<?> result) {
        result.completeExceptionally(new IllegalStateException("this node has stopped"));
    }

    boolean closed() {
        return closed;
    }

    /** Fails what is pending, and what is added from now on. */
    void close() {
        closed = true;
        pending.forEach(PendingResults::fail);
    }
}
