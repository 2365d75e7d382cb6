package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.RequestCoalescer;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What can be done to any number of entries by their ids, in as few calls as the platform allows: 100 ids a call, 30
 * names. Everything that changes or looks at entries by id goes through here.
 *
 * <p>When one call of several fails the others are made all the same, and the first failure is the one that is told.
 */
public final class FileChanges {

    /** Targets of moves that are remembered, so that moves to the same one can join. */
    private static final int MOST_TARGETS = 1000;

    private final AccountLease account;
    private final FolderListings listings;
    private final RequestCoalescer<Long, List<FileEntry>, Optional<FileEntry>> infos;
    private final RequestCoalescer<Long, Void, Void> trash;
    private final RequestCoalescer<Long, Void, Void> delete;
    private final RequestCoalescer<Long, List<Long>, Boolean> recover;
    private final FileRenames renames;
    private final Map<Long, RequestCoalescer<Long, Void, Void>> moves = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, RequestCoalescer<Long, Void, Void>> eldest) {
            return size() > MOST_TARGETS;
        }
    };

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

    /** What is known of some entries; those that do not exist are left out. */
    public CompletableFuture<List<FileEntry>> infos(Collection<Long> fileIds) {
        return all(infos.submitAll(fileIds))
                .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
    }

    /** Moves entries to the recycle bin. */
    public CompletableFuture<Void> trash(Collection<Long> fileIds) {
        return change(fileIds, trash);
    }

    /**
     * Moves entries to the recycle bin, telling of each what became of it.
     *
     * @return in the order of the ids
     */
    public List<CompletableFuture<Void>> trashEach(Collection<Long> fileIds) {
        return changeEach(fileIds, trash, () -> {});
    }

    /** Deletes entries that lie in the recycle bin, telling of each what became of it, in the order of the ids. */
    public List<CompletableFuture<Void>> deleteEach(Collection<Long> fileIds) {
        return changeEach(fileIds, delete, () -> account.gone(fileIds));
    }

    /** Moves entries into a folder, 0 for the root, telling of each what became of it, in the order of the ids. */
    public List<CompletableFuture<Void>> moveEach(Collection<Long> fileIds, long folder) {
        return changeEach(fileIds, movesTo(folder), () -> listings.outdated(folder));
    }

    /** Deletes entries that lie in the recycle bin; the platform leaves others alone without a word. */
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
     * Takes entries out of the recycle bin, back to where they were.
     *
     * @return completes with the ids whose folder is gone; they stay in the bin
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

    /** Takes entries out of the recycle bin into a folder, 0 for the root. */
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
     * Gives entries other names.
     *
     * @param names id to new name
     * @return completes with the ids that kept their names, each with the reason; fails when a whole call did
     */
    public CompletableFuture<Map<Long, Pan123Exception>> rename(Map<Long, String> names) {
        return renames.rename(names).whenComplete((failures, failure) -> listings.renamed(names.keySet()));
    }

    /** The entries are not where the listings have them any more, or may not be after a failure. */
    private CompletableFuture<Void> change(Collection<Long> fileIds, RequestCoalescer<Long, Void, Void> coalescer) {
        return all(coalescer.submitAll(fileIds))
                .whenComplete((done, failure) -> listings.removed(fileIds))
                .thenApply(done -> null);
    }

    /**
     * The same, where nobody is told of an outcome before the listings are.
     *
     * @param told what else they are told
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
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    List<R> all = new ArrayList<>(answers.size());
                    answers.forEach(answer -> all.add(answer.join()));
                    return all;
                });
    }
}
