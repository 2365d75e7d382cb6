package io.github.camelpan123.drive;

import io.github.camelpan123.support.Futures;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Lets one thing of a kind be done at a time, in the order of asking. Waiting holds no thread.
 *
 * @param <K> what is of a kind
 */
public final class KeyedSerializer<K> {

    private final Map<K, CompletableFuture<Void>> last = new HashMap<>();
    private final Executor threads;

    /** @param threads where those go on that had to wait */
    public KeyedSerializer(Executor threads) {
        this.threads = threads;
    }

    /** Does the work when everything asked before for the same key is over, however it ended. */
    public <T> CompletableFuture<T> take(K key, Supplier<CompletableFuture<T>> work) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (last) {
            before = last.put(key, mine);
        }
        CompletableFuture<T> outcome =
                before == null ? Futures.begin(work) : before.thenComposeAsync(over -> Futures.begin(work), threads);
        return outcome.whenComplete((done, failure) -> {
            synchronized (last) {
                last.remove(key, mine);
            }
            mine.complete(null);
        });
    }

    /** Whether something of that kind is being done or waits for its turn. */
    boolean busy(K key) {
        synchronized (last) {
            return last.containsKey(key);
        }
    }
}
