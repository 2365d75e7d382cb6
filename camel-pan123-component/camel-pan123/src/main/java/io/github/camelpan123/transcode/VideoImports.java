package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.RequestCoalescer;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The calls that import videos into the space. Concurrent imports share one call. A video that another caller is
 * importing is not imported again.
 */
final class VideoImports {

    private final RequestCoalescer<FileEntry, Void, Void> calls;
    private final Map<Long, CompletableFuture<Void>> inFlight = new ConcurrentHashMap<>();

    /**
     * @param imported returns the videos that are already in the space, because a refused call may have been executed
     *     in part
     */
    VideoImports(AccountLease account, RequestCoalescer.BeforeHalves<FileEntry, Void> imported) {
        this.calls = RequestCoalescer.halving(
                account,
                Api.TRANSCODE_IMPORT,
                FileCalls.BATCH,
                sources -> TranscodeCalls.importFromDrive(
                        sources.stream().map(FileEntry::fileId).toList()),
                (done, source) -> null,
                imported);
    }

    /**
     * Starts the import of videos.
     *
     * @param sources files of the drive that the list of the space does not show
     * @param showUp waits until the space lists them; no other caller imports them before that
     */
    <T> CompletableFuture<T> start(List<FileEntry> sources, Supplier<CompletableFuture<T>> showUp) {
        Map<FileEntry, CompletableFuture<Void>> mine = new LinkedHashMap<>();
        List<CompletableFuture<Void>> all = new ArrayList<>(sources.size());
        for (FileEntry source : sources) {
            CompletableFuture<Void> fresh = Futures.pending();
            CompletableFuture<Void> others = inFlight.putIfAbsent(source.fileId(), fresh);
            if (others == null) {
                mine.put(source, fresh);
            }
            all.add(others == null ? fresh : others);
        }
        call(mine);
        return Futures.allOf(all.toArray(CompletableFuture<?>[]::new))
                .thenCompose(done -> showUp.get())
                .whenComplete(
                        (shown, failure) -> mine.forEach((source, fresh) -> inFlight.remove(source.fileId(), fresh)));
    }

    private void call(Map<FileEntry, CompletableFuture<Void>> mine) {
        List<CompletableFuture<Void>> sent = calls.submitAll(List.copyOf(mine.keySet()));
        int i = 0;
        for (CompletableFuture<Void> fresh : mine.values()) {
            sent.get(i++).whenComplete((done, failure) -> {
                if (failure == null) {
                    fresh.complete(null);
                } else {
                    fresh.completeExceptionally(Futures.unwrap(failure));
                }
            });
        }
    }
}
