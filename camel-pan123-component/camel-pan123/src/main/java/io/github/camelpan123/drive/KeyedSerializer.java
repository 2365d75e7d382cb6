package io.github.camelpan123.drive;

import io.github.camelpan123.support.Futures;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs tasks with the same key one at a time, in the order of their submission. Waiting tasks hold no thread.
 *
 * @param <K> the type of the keys
 */
public final class KeyedSerializer<K> {

    private final Map<K, CompletableFuture<Void>> last = new HashMap<>();
    private final Executor threads;

    /** @param threads runs the tasks that had to wait */
    public KeyedSerializer(Executor threads) {
        this.threads = threads;
    }

    /** Runs a task when all earlier tasks of the same key have ended, successfully or not. */
    public <T> CompletableFuture<T> take(K key, Supplier<CompletableFuture<T>> work) {
        CompletableFuture<Void> mine = Futures.pending();
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

    /** Whether a task of this key is running or waiting. */
    boolean busy(K key) {
        synchronized (last) {
            return last.containsKey(key);
        }
    }
}
