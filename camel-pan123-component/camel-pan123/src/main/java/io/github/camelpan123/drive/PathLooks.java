package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.support.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Resolves paths from the root on. It uses listings that other callers requested. If their content turns out to be
 * outdated, the path is resolved once more with the current state of the platform.
 */
final class PathLooks {

    private final FolderListings listings;
    private final BiFunction<Long, String, CompletableFuture<FileEntry>> mkdir;
    private final Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos;

    /** One attempt to resolve a path. */
    final class Look {
        private final boolean fresh;
        private final long asked;
        private volatile boolean remembered;
        private volatile boolean blocked;

        private Look(boolean fresh, long asked) {
            this.fresh = fresh;
            this.asked = asked;
        }

        /** Whether a part of the path came from a listing that is older than this attempt. */
        boolean remembered() {
            return remembered;
        }

        private CompletableFuture<Sight> find(long folder, String name, Wanted wanted) {
            CompletableFuture<Sight> sight =
                    fresh ? listings.findSince(asked, folder, name, wanted) : listings.find(folder, name, wanted);
            return sight.thenApply(shown -> {
                remembered |= shown.since() - asked < 0;
                return shown;
            });
        }

        /** @param create whether the folder and its missing parents are created */
        CompletableFuture<Way> folder(DrivePath path, boolean create) {
            if (path.root()) {
                return CompletableFuture.completedFuture(Way.ROOT);
            }
            return folder(path.parent(), create).thenCompose(parent -> find(parent.id(), path.name(), Wanted.FOLDER)
                    .thenCompose(shown -> {
                        if (shown.entry().isPresent()) {
                            blocked = !shown.entry().get().directory();
                            return CompletableFuture.completedFuture(parent.then(
                                    requireFolder(path, shown.entry().get())));
                        }
                        return create ? mkdir.apply(parent.id(), path.name()).thenApply(parent::then) : absent(path);
                    }));
        }

        /** Resolves a path to a file or folder. */
        CompletableFuture<Way> entry(DrivePath path) {
            return folder(path.parent(), false).thenCompose(parent -> find(parent.id(), path.name(), Wanted.ANY)
                    .thenCompose(shown -> shown.entry()
                            .map(entry -> CompletableFuture.completedFuture(parent.then(entry)))
                            .orElseGet(() -> absent(path))));
        }
    }

    /**
     * @param mkdir creates a folder, or finds the one that another caller has created
     * @param infos queries the details of entries by ID
     */
    PathLooks(
            FolderListings listings,
            BiFunction<Long, String, CompletableFuture<FileEntry>> mkdir,
            Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos) {
        this.listings = listings;
        this.mkdir = mkdir;
        this.infos = infos;
    }

    static <T> CompletableFuture<T> absent(DrivePath path) {
        return CompletableFuture.failedFuture(new Pan123NotFoundException("There is no " + path + " on the drive"));
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
     * exist any more.
     *
     * @param suspicious matches the results that are treated as "not found"
     */
    <T> CompletableFuture<T> healing(Function<Look, CompletableFuture<T>> work, Predicate<T> suspicious) {
        Look first = new Look(false, listings.now());
        return work.apply(first)
                .handle((answer, failure) -> {
                    Throwable cause = Futures.unwrap(failure);
                    boolean gone = failure == null
                            ? suspicious.test(answer)
                            : cause instanceof Pan123NotFoundException || first.blocked;
                    if (gone && first.remembered()) {
                        return work.apply(new Look(true, first.asked));
                    }
                    return failure == null
                            ? CompletableFuture.completedFuture(answer)
                            : CompletableFuture.<T>failedFuture(cause);
                })
                .thenCompose(outcome -> outcome);
    }

    /**
     * Resolves a path with current data. Cached entries are verified by their IDs, many of them in one call, which is
     * much cheaper than a new listing.
     */
    CompletableFuture<FileEntry> certain(Function<Look, CompletableFuture<Way>> find) {
        return healing(
                look -> find.apply(look)
                        .thenCompose(way ->
                                look.remembered() ? confirmed(way) : CompletableFuture.completedFuture(way.last())),
                entry -> false);
    }

    /**
     * Resolves a path with current data, and returns all details of the entry, which listings do not keep. That is the
     * same call that verifies cached entries.
     */
    CompletableFuture<FileEntry> details(Function<Look, CompletableFuture<Way>> find) {
        return healing(
                look -> find.apply(look).thenCompose(way -> confirmed(look.remembered() ? way : way.end())),
                entry -> false);
    }

    private CompletableFuture<FileEntry> confirmed(Way way) {
        return infos.apply(way.entries().stream().map(FileEntry::fileId).toList())
                .thenCompose(now -> way.confirmedBy(now)
                        ? CompletableFuture.completedFuture(way.last(now))
                        : CompletableFuture.failedFuture(new Pan123NotFoundException(
                                "The place of " + way.last().name() + " on the drive has changed")));
    }
}
