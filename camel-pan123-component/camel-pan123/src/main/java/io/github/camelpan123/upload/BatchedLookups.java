package io.github.camelpan123.upload;

import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Looks up newly uploaded files, many in one call. A lookup waits for those of other uploads in progress: 5 ms for each
 * of them, up to half a second, and again as long as others keep joining, so that a slow machine makes no more calls
 * than a fast one. It never waits longer than 3 seconds. A lookup without other uploads does not wait.
 */
final class BatchedLookups {

    private static final Duration FOR_EACH = Duration.ofMillis(5);
    private static final Duration LONGEST_STEP = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final RetryPolicy.Sleeper sleeper;
    private final Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos;
    private int inFlight;
    private Batch open;

    private static final class Batch {
        /** The call counts for the first who joined. */
        private final Caller caller = Caller.current();

        private final Map<Long, CompletableFuture<Optional<FileEntry>>> looks = new LinkedHashMap<>();
    }

    /** @param infos looks up files by their IDs */
    BatchedLookups(RetryPolicy.Sleeper sleeper, Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos) {
        this.sleeper = sleeper;
        this.infos = infos;
    }

    /** Registers the begin of an upload. */
    synchronized void begun() {
        inFlight++;
    }

    /** Registers the end of an upload. */
    void ended() {
        Batch ready;
        synchronized (this) {
            inFlight--;
            ready = open != null && open.looks.size() >= inFlight ? take(open) : null;
        }
        send(ready);
    }

    /** Returns the current entry of a file; empty if the platform does not show one. */
    CompletableFuture<Optional<FileEntry>> look(long fileId) {
        CompletableFuture<Optional<FileEntry>> answer;
        Batch ready = null;
        Batch begun = null;
        synchronized (this) {
            if (open == null) {
                open = new Batch();
                begun = open;
            }
            answer = open.looks.computeIfAbsent(fileId, id -> Futures.pending());
            int waiting = open.looks.size();
            if (waiting >= inFlight || waiting >= FileCalls.BATCH) {
                ready = take(open);
            }
        }
        if (ready != null) {
            send(ready);
        } else if (begun != null) {
            awaitOthers(begun, Duration.ZERO);
        }
        return answer;
    }

    private void awaitOthers(Batch batch, Duration waited) {
        Duration forAll;
        int joined;
        synchronized (this) {
            forAll = FOR_EACH.multipliedBy(inFlight);
            joined = batch.looks.size();
        }
        Duration next = forAll.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : forAll;
        Duration total = waited.plus(next);
        sleeper.sleep(next).whenComplete((over, closing) -> {
            if (closing == null && total.compareTo(LONGEST) < 0 && isJoined(batch, joined)) {
                awaitOthers(batch, total);
            } else {
                send(take(batch));
            }
        });
    }

    /** Whether the batch is open and has more lookups than before. */
    private synchronized boolean isJoined(Batch batch, int before) {
        return open == batch && batch.looks.size() > before;
    }

    /** @return null if another thread has taken the batch */
    private synchronized Batch take(Batch batch) {
        if (open != batch) {
            return null;
        }
        open = null;
        return batch;
    }

    private void send(Batch batch) {
        if (batch == null) {
            return;
        }
        batch.caller
                .run(() -> Futures.begin(() -> infos.apply(batch.looks.keySet())))
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        batch.looks.values().forEach(answer -> answer.completeExceptionally(Futures.unwrap(failure)));
                        return;
                    }
                    Map<Long, FileEntry> byId = new LinkedHashMap<>();
                    found.forEach(entry -> byId.putIfAbsent(entry.fileId(), entry));
                    batch.looks.forEach((id, answer) -> answer.complete(Optional.ofNullable(byId.get(id))));
                });
    }
}
