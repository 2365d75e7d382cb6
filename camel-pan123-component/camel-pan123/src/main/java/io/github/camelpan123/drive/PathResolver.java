package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.support.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Resolves paths from the root on. It uses listings that other callers requested. If their content turns out to be
 * outdated, the path is resolved once more with the current state of the platform.
 */
final class PathResolver {

    private final FolderListings listings;
    private final BiFunction<Long, String, CompletableFuture<FileEntry>> mkdir;
    private final Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos;
    private final LongPredicate madeRecently;

    /** One attempt to resolve a path. */
    final class Attempt {
        private final boolean fresh;
        private final long asked;
        private volatile boolean usedCache;
        private volatile boolean blocked;
        private volatile boolean unverified;

        private Attempt(boolean fresh, long asked) {
            this.fresh = fresh;
            this.asked = asked;
        }

        /** Whether a part of the path came from a listing that is older than this attempt. */
        boolean usedCache() {
            return usedCache;
        }

        private void verified(FileEntry entry, Throwable failure) {
            Throwable cause = Futures.unwrap(failure);
            unverified = cause instanceof Pan123Exception && !(cause instanceof Pan123ShutdownException);
        }

        private CompletableFuture<LookupResult> find(long folder, String name, EntryKind wanted) {
            CompletableFuture<LookupResult> result =
                    fresh ? listings.findSince(asked, folder, name, wanted) : listings.find(folder, name, wanted);
            return result.thenApply(shown -> {
                usedCache |= shown.since() - asked < 0;
                return shown;
            });
        }

        /** @param create whether the folder and its missing parents are created */
        CompletableFuture<ResolvedPath> folder(DrivePath path, boolean create) {
            if (path.root()) {
                return Futures.completed(ResolvedPath.ROOT);
            }
            return folder(path.parent(), create).thenCompose(parent -> find(parent.id(), path.name(), EntryKind.FOLDER)
                    .thenCompose(shown -> {
                        if (shown.entry().isPresent()) {
                            blocked = !shown.entry().get().directory();
                            return Futures.completed(parent.then(
                                    requireFolder(path, shown.entry().get())));
                        }
                        return create ? mkdir.apply(parent.id(), path.name()).thenApply(parent::then) : absent(path);
                    }));
        }

        /** Resolves a path to a file or folder. */
        CompletableFuture<ResolvedPath> entry(DrivePath path) {
            return folder(path.parent(), false).thenCompose(parent -> find(parent.id(), path.name(), EntryKind.ANY)
                    .thenCompose(shown -> shown.entry()
                            .map(entry -> Futures.completed(parent.then(entry)))
                            .orElseGet(() -> absent(path))));
        }
    }

    /**
     * @param mkdir creates a folder, or finds the one that another caller has created
     * @param infos queries the details of entries by ID
     * @param madeRecently whether an ID is so new that {@code infos} may leave it out
     */
    PathResolver(
            FolderListings listings,
            BiFunction<Long, String, CompletableFuture<FileEntry>> mkdir,
            Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos,
            LongPredicate madeRecently) {
        this.listings = listings;
        this.mkdir = mkdir;
        this.infos = infos;
        this.madeRecently = madeRecently;
    }

    static <T> CompletableFuture<T> absent(DrivePath path) {
        return Futures.failed(new Pan123NotFoundException("There is no " + path + " on the drive"));
    }

    static FileEntry requireFolder(Object what, FileEntry entry) {
        if (!entry.directory()) {
            throw new Pan123NameConflictException(what + " is a file, where a folder is needed; see the"
                    + " options path, parentPath and targetParentPath");
        }
        return entry;
    }

    /**
     * Runs an operation on the entry at a path. It is repeated once with a fresh lookup if a cached entry does not
     * exist any more, or could not be verified.
     */
    <T> CompletableFuture<T> repeatedIfOutdated(Function<Attempt, CompletableFuture<T>> work) {
        Attempt first = new Attempt(false, listings.now());
        return work.apply(first)
                .handle((answer, failure) -> {
                    Throwable cause = Futures.unwrap(failure);
                    if (failure == null) {
                        return Futures.completed(answer);
                    }
                    boolean outdated = cause instanceof Pan123NotFoundException || first.blocked || first.unverified;
                    return outdated && first.usedCache()
                            ? work.apply(new Attempt(true, first.asked))
                            : Futures.<T>failed(cause);
                })
                .thenCompose(outcome -> outcome);
    }

    /**
     * Resolves a path with current data. Cached entries are verified by their IDs, many of them in one call, which is
     * much cheaper than a new listing.
     */
    CompletableFuture<FileEntry> verified(Function<Attempt, CompletableFuture<ResolvedPath>> find) {
        return repeatedIfOutdated(attempt -> find.apply(attempt)
                .thenCompose(path -> attempt.usedCache() ? verify(path) : Futures.completed(path.last())));
    }

    /**
     * Resolves a path with current data, and returns all details of the entry, which listings do not keep. That is the
     * same call that verifies cached entries.
     */
    CompletableFuture<FileEntry> details(Function<Attempt, CompletableFuture<ResolvedPath>> find) {
        return repeatedIfOutdated(
                attempt -> find.apply(attempt).thenCompose(path -> verify(attempt.usedCache() ? path : path.end())));
    }

    /**
     * Runs an operation that succeeds with a folder in the recycle bin too, so a cached folder is verified first. If that
     * call fails, the path is looked up again instead, so that the operation does not depend on it.
     */
    <T> CompletableFuture<T> inVerifiedFolder(DrivePath folder, LongFunction<CompletableFuture<T>> work) {
        return repeatedIfOutdated(attempt -> attempt.folder(folder, false).thenCompose(path -> (attempt.usedCache()
                        ? verify(path).whenComplete(attempt::verified)
                        : Futures.<FileEntry>completed(null))
                .thenCompose(any -> work.apply(path.id()))));
    }

    private CompletableFuture<FileEntry> verify(ResolvedPath path) {
        return infos.apply(path.entries().stream().map(FileEntry::fileId).toList())
                .thenCompose(now -> path.matches(now, madeRecently)
                        ? Futures.completed(path.last(now))
                        : Futures.failed(new Pan123NotFoundException(
                                "The place of " + path.last().name() + " on the drive has changed")));
    }
}
