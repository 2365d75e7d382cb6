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
 * Finds what is at a path, from the root on. Listings that others have asked for are used; when what they show turns out
 * to be otherwise, the path is looked up once more in what the platform shows now.
 */
final class PathLooks {

    private final FolderListings listings;
    private final BiFunction<Long, String, CompletableFuture<FileEntry>> mkdir;
    private final Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos;

    /** One try to find a path. */
    final class Look {
        private final boolean fresh;
        private final long asked;
        private volatile boolean remembered;
        private volatile boolean blocked;

        private Look(boolean fresh, long asked) {
            this.fresh = fresh;
            this.asked = asked;
        }

        /** Whether something of it was seen before it was asked for. */
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

        /** @param create whether the folder, and those above it, are created where they are missing */
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

        /** Whatever is at a path. */
        CompletableFuture<Way> entry(DrivePath path) {
            return folder(path.parent(), false).thenCompose(parent -> find(parent.id(), path.name(), Wanted.ANY)
                    .thenCompose(shown -> shown.entry()
                            .map(entry -> CompletableFuture.completedFuture(parent.then(entry)))
                            .orElseGet(() -> absent(path))));
        }
    }

    /**
     * @param mkdir creates a folder, or finds it where somebody else has created it
     * @param infos looks up entries by their ids
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
     * Does something with what is at a path; once more with a fresh look when it was remembered and turned out to be
     * gone.
     *
     * @param suspicious which answers are as good as "not found"
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
     * A way of which it is certain that it leads there now: what was remembered is looked up by its ids, many of them
     * in one call, which costs far less than another listing.
     */
    CompletableFuture<FileEntry> certain(Function<Look, CompletableFuture<Way>> find) {
        return healing(
                look -> find.apply(look)
                        .thenCompose(way ->
                                look.remembered() ? confirmed(way) : CompletableFuture.completedFuture(way.last())),
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
