package io.github.camelpan123.drive;

import io.github.camelpan123.account.Futures;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers the ids of folders for a minute, and lets many who want the same one at the same time wait for one answer.
 */
final class FolderCache {

    private static final long KEPT = Duration.ofMinutes(1).toNanos();

    private final Map<DrivePath, Entry> entries = new HashMap<>();
    private final LongSupplier clock;

    private record Entry(CompletableFuture<Long> id, boolean creates, long since) {}

    /** @param clock nanoseconds, never steps back */
    FolderCache(LongSupplier clock) {
        this.clock = clock;
    }

    /** @param create whether the look-up creates what is missing; one that does not is no help to one that does */
    CompletableFuture<Long> get(DrivePath path, boolean create, Supplier<CompletableFuture<Long>> lookUp) {
        CompletableFuture<Long> mine = new CompletableFuture<>();
        synchronized (entries) {
            long now = clock.getAsLong();
            entries.values().removeIf(entry -> now - entry.since() > KEPT);
            Entry known = entries.get(path);
            if (known != null && (known.creates() || !create || known.id().isDone())) {
                return known.id();
            }
            entries.put(path, new Entry(mine, create, now));
        }
        lookUp.get().whenComplete((id, failure) -> {
            if (failure == null) {
                mine.complete(id);
                return;
            }
            synchronized (entries) {
                entries.computeIfPresent(path, (p, entry) -> entry.id() == mine ? null : entry);
            }
            mine.completeExceptionally(Futures.unwrap(failure));
        });
        return mine;
    }

    /** Forgets everything, as after an id turned out to be gone. */
    void clear() {
        synchronized (entries) {
            entries.clear();
        }
    }
}
