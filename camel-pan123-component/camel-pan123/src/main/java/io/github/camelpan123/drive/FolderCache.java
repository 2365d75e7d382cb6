package io.github.camelpan123.drive;

import io.github.camelpan123.account.Futures;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers the ids of folders for a minute, and lets many who want the same one at the same time wait for one answer.
 */
final class FolderCache {

    private static final long KEPT = Duration.ofMinutes(1).toNanos();
    /** No folder has this id. */
    private static final long NONE = -1;

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
            dropOld(now);
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

    private void dropOld(long now) {
        entries.values().removeIf(entry -> now - entry.since() > KEPT);
    }

    /** The clock of the entries, for {@link #forget(DrivePath, long)}. */
    long now() {
        return clock.getAsLong();
    }

    /** Whether the id of this folder, or of one on the way to it, would come from memory. */
    boolean knows(DrivePath path) {
        synchronized (entries) {
            dropOld(clock.getAsLong());
            for (DrivePath at = path; !at.root(); at = at.parent()) {
                if (entries.containsKey(at)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Forgets a folder and those on the way to it, as after one of the ids turned out to be gone.
     *
     * @param before what was looked up after this is fresh and stays
     */
    void forget(DrivePath path, long before) {
        synchronized (entries) {
            for (DrivePath at = path; !at.root(); at = at.parent()) {
                entries.computeIfPresent(
                        at,
                        (p, entry) -> entry.since() - before <= 0 && entry.id().isDone() ? null : entry);
            }
        }
    }

    /** Forgets the folders of these ids and all below them, because they were renamed, moved or deleted. */
    void forget(Collection<Long> folderIds) {
        Set<Long> ids = Set.copyOf(folderIds);
        synchronized (entries) {
            List<DrivePath> changed = entries.entrySet().stream()
                    .filter(entry -> ids.contains(entry.getValue().id().getNow(NONE)))
                    .map(Map.Entry::getKey)
                    .toList();
            entries.keySet().removeIf(path -> changed.stream().anyMatch(path::startsWith));
        }
    }
}
