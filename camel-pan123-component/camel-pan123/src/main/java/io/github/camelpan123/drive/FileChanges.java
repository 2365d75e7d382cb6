package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.RequestCoalescer;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Operations on any number of entries by ID, with as few calls as the platform allows: 100 IDs a call, 30 names. All
 * changes and detail queries by ID use this class.
 *
 * <p>If one of several calls fails, the others are made nevertheless, and the result fails with the first failure.
 */
public final class FileChanges {

    /** The maximum number of cached move targets. Moves to the same target share calls. */
    private static final int MOST_TARGETS = 1000;

    private final AccountLease account;
    private final FolderListings listings;
    private final RequestCoalescer<Long, List<FileEntry>, Optional<FileEntry>> infos;
    private final RequestCoalescer<Long, Void, Void> trash;
    private final RequestCoalescer<Long, Void, Void> delete;
    private final RequestCoalescer<Long, List<Long>, Boolean> recover;
    private final FileRenames renames;
    private final Map<Long, RequestCoalescer<Long, Void, Void>> moves = BoundedMap.byUse(MOST_TARGETS);

    FileChanges(AccountLease account, FolderListings listings) {
        this.account = account;
        this.listings = listings;
        this.infos = RequestCoalescer.halving(
                account, Api.FILE_INFOS, FileCalls.BATCH, FileCalls::infos, FileChanges::entry);
        this.trash = changes(Api.FILE_TRASH, FileCalls::trash);
        this.delete = changes(Api.FILE_DELETE, FileCalls::delete);
        this.recover = RequestCoalescer.halving(
                account,
                Api.FILE_RECOVER,
                FileCalls.BATCH,
                FileCalls::recover,
                (homeless, id) -> homeless.contains(id));
        this.renames = new FileRenames(account, this::infos);
    }

    private RequestCoalescer<Long, Void, Void> changes(Api api, Function<List<Long>, ApiCall<Void>> call) {
        return RequestCoalescer.halving(account, api, FileCalls.BATCH, call, (done, id) -> null);
    }

    private static Optional<FileEntry> entry(List<FileEntry> found, long id) {
        return found.stream().filter(entry -> entry.fileId() == id).findFirst();
    }

    /** Returns the details of entries, without those that do not exist. */
    public CompletableFuture<List<FileEntry>> infos(Collection<Long> fileIds) {
        return all(infos.submitAll(fileIds))
                .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
    }

    /** Runs work that may query the details of many entries, one after the other, which then share their calls. */
    void infosTogether(Runnable work) {
        infos.together(work);
    }

    /** Moves entries to the recycle bin. */
    public CompletableFuture<Void> trash(Collection<Long> fileIds) {
        return change(fileIds, trash);
    }

    /**
     * Moves entries to the recycle bin.
     *
     * @return the outcome of each entry, in the order of the IDs
     */
    public List<CompletableFuture<Void>> trashEach(Collection<Long> fileIds) {
        return changeEach(fileIds, trash, () -> {});
    }

    /** Deletes entries in the recycle bin. Returns the outcome of each, in the order of the IDs. */
    public List<CompletableFuture<Void>> deleteEach(Collection<Long> fileIds) {
        return changeEach(fileIds, delete, () -> account.gone(fileIds));
    }

    /** Moves entries into a folder, 0 for the root. Returns the outcome of each, in the order of the IDs. */
    public List<CompletableFuture<Void>> moveEach(Collection<Long> fileIds, long folder) {
        return changeEach(fileIds, movesTo(folder), () -> listings.outdated(folder));
    }

    /** Deletes entries in the recycle bin. The platform silently ignores entries that are not in the recycle bin. */
    public CompletableFuture<Void> delete(Collection<Long> fileIds) {
        return change(fileIds, delete).whenComplete((done, failure) -> account.gone(fileIds));
    }

    /** Moves entries into a folder, 0 for the root. */
    public CompletableFuture<Void> move(Collection<Long> fileIds, long folder) {
        return change(fileIds, movesTo(folder)).whenComplete((done, failure) -> listings.outdated(folder));
    }

    private RequestCoalescer<Long, Void, Void> movesTo(long folder) {
        synchronized (moves) {
            return moves.computeIfAbsent(folder, target -> changes(Api.FILE_MOVE, ids -> FileCalls.move(ids, target)));
        }
    }

    /**
     * Restores entries from the recycle bin to their previous folders.
     *
     * @return completes with the IDs whose folder does not exist any more; they stay in the recycle bin
     */
    public CompletableFuture<List<Long>> recover(Collection<Long> fileIds) {
        List<Long> ids = List.copyOf(fileIds);
        return all(recover.submitAll(ids))
                .whenComplete((done, failure) -> listings.outdated())
                .thenApply(homeless -> {
                    List<Long> stayed = new ArrayList<>();
                    for (int i = 0; i < ids.size(); i++) {
                        if (homeless.get(i)) {
                            stayed.add(ids.get(i));
                        }
                    }
                    return stayed;
                });
    }

    /** Restores entries from the recycle bin into a folder, 0 for the root. */
    public CompletableFuture<Void> recoverTo(Collection<Long> fileIds, long folder) {
        return all(inParts(fileIds, FileCalls.BATCH).stream()
                        .map(ids -> account.call(FileCalls.recoverTo(ids, folder)))
                        .toList())
                .whenComplete((done, failure) -> {
                    listings.removed(fileIds);
                    listings.outdated(folder);
                })
                .thenApply(done -> null);
    }

    /**
     * Renames entries.
     *
     * @param names the new name by ID
     * @return completes with the IDs that were not renamed and the reason of each; fails if a whole call failed
     */
    public CompletableFuture<Map<Long, Pan123Exception>> rename(Map<Long, String> names) {
        return renames.rename(names).whenComplete((failures, failure) -> listings.renamed(names.keySet()));
    }

    /**
     * Runs a change and removes its entries from the listings, also after a failure, because the change may have been
     * executed.
     */
    private CompletableFuture<Void> change(Collection<Long> fileIds, RequestCoalescer<Long, Void, Void> coalescer) {
        return all(coalescer.submitAll(fileIds))
                .whenComplete((done, failure) -> listings.removed(fileIds))
                .thenApply(done -> null);
    }

    /**
     * Runs a change and updates the listings before any outcome is reported.
     *
     * @param told runs after the update of the listings
     */
    private List<CompletableFuture<Void>> changeEach(
            Collection<Long> fileIds, RequestCoalescer<Long, Void, Void> coalescer, Runnable told) {
        if (fileIds.isEmpty()) {
            return List.of();
        }
        List<Long> ids = List.copyOf(fileIds);
        List<CompletableFuture<Void>> outcomes = coalescer.submitAll(ids);
        CompletableFuture<Void> over = all(outcomes).handle((done, failure) -> {
            listings.removed(ids);
            told.run();
            return null;
        });
        return outcomes.stream()
                .map(outcome -> over.thenCompose(done -> outcome))
                .toList();
    }

    private static List<List<Long>> inParts(Collection<Long> fileIds, int most) {
        List<Long> ids = List.copyOf(fileIds);
        List<List<Long>> parts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += most) {
            parts.add(ids.subList(from, Math.min(ids.size(), from + most)));
        }
        return parts;
    }

    static <R> CompletableFuture<List<R>> all(List<CompletableFuture<R>> answers) {
        return Futures.allOf(answers.toArray(CompletableFuture<?>[]::new)).thenApply(done -> {
            List<R> all = new ArrayList<>(answers.size());
            answers.forEach(answer -> all.add(answer.join()));
            return all;
        });
    }
}
