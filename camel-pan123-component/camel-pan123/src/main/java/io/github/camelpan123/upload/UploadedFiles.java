package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.RecentFiles;
import io.github.camelpan123.drive.UncertainWrites.Uncertain;
import io.github.camelpan123.support.Futures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Finds the files of uploads on the platform, by their ID or, if that is unknown, by their name and content. */
final class UploadedFiles {

    private final BatchedLookups lookups;
    private final Drive drive;
    private final RecentFiles recent;
    private final ReadRetry retry;
    private final Boolean soleWriter;

    /**
     * The result of a lookup.
     *
     * @param own the file; empty if it was not found
     * @param taken whether the file cannot exist, because another file has its name
     */
    record Found(Optional<FileEntry> own, boolean taken) {

        private static final Found NOTHING = new Found(Optional.empty(), false);
        private static final Found ANOTHER = new Found(Optional.empty(), true);

        private static Found of(Optional<FileEntry> own) {
            return new Found(own, false);
        }
    }

    /**
     * @param soleWriter whether no other program creates files of the same name and content at the same time. Nothing
     *     that the platform shows tells such a file from the own one. Null if only {@code duplicate=fail} may assume so:
     *     its result is the only file of that name anyway
     */
    UploadedFiles(BatchedLookups lookups, Drive drive, ReadRetry retry, Boolean soleWriter) {
        this.lookups = lookups;
        this.drive = drive;
        this.recent = drive.recent();
        this.retry = retry;
        this.soleWriter = soleWriter;
    }

    /**
     * Looks up a file by its ID. In the transcode space, the list is used, because a lookup by ID is not documented
     * there (platform/calls.md, "List the transcode space").
     */
    CompletableFuture<Optional<FileEntry>> byId(long fileId, long folder) {
        if (drive.knownSpace(folder)) {
            return listed(fileId, folder);
        }
        return lookups.look(fileId)
                .thenCompose(found -> found.isPresent()
                        ? Futures.completed(found)
                        : drive.isSpace(folder)
                                .thenCompose(
                                        space -> space ? listed(fileId, folder) : Futures.completed(Optional.empty())));
    }

    private CompletableFuture<Optional<FileEntry>> listed(long fileId, long folder) {
        return drive.children(folder, entry -> entry.fileId() == fileId, retry::of)
                .thenApply(found -> found.stream().findFirst());
    }

    /**
     * Looks up the file that an upload created after it was sent. A file that existed before is no proof. With keepBoth
     * the lookup is repeated several times, because repeating an upload whose file is not shown yet would create a
     * second file.
     *
     * @return fails with {@link Pan123OutcomeUnknownException} if the file cannot be identified
     */
    CompletableFuture<Found> find(NewFile file, Uncertain earlier) {
        return file.duplicate() == Duplicate.keepBoth ? findInTime(file, earlier) : look(file, earlier);
    }

    /** Looks up a file that must exist, in a list that may not show it yet. */
    CompletableFuture<Found> findInTime(NewFile file, Uncertain earlier) {
        return retry.untilFound(() -> look(file, earlier)
                        .thenApply(found -> found.equals(Found.NOTHING) ? Optional.empty() : Optional.of(found)))
                .thenApply(found -> found.orElse(Found.NOTHING));
    }

    private CompletableFuture<Found> look(NewFile file, Uncertain earlier) {
        return inItsList(file, () -> switch (file.duplicate()) {
            case keepBoth ->
                drive.children(file.parentFileId(), entry -> same(entry, file) && named(entry, file), retry::of)
                        .thenApply(shown -> Found.of(own(file, shown, earlier)));
            case fail -> retry.of(() -> failing(file, earlier));
            case overwrite, skipIfSame ->
                retry.of(() -> drive.file(file.parentFileId(), file.name()))
                        .thenApply(found -> Found.of(found.filter(entry -> same(entry, file))));
        });
    }

    /** Determines whether the folder is the transcode space, which has a separate list call, before the lookup. */
    private <T> CompletableFuture<T> inItsList(NewFile file, Supplier<CompletableFuture<T>> look) {
        return retry.of(() -> drive.isSpace(file.parentFileId())).thenCompose(known -> look.get());
    }

    private Optional<FileEntry> own(NewFile file, List<FileEntry> shown, Uncertain earlier) {
        List<FileEntry> likely = with(RecentFiles.Origin.LIKELY, shown, earlier);
        List<FileEntry> unknown = likely.isEmpty() ? with(RecentFiles.Origin.UNKNOWN, shown, earlier) : List.of();
        if (likely.size() > earlier.calls() || !unknown.isEmpty() || !likely.isEmpty() && !identifies(file)) {
            throw unknown(file, likely.isEmpty() ? unknown : likely);
        }
        return likely.stream().findFirst();
    }

    /** Whether a file that is found by its name and content counts as the uploaded one. */
    boolean identifies(NewFile file) {
        return switch (file.duplicate()) {
            case keepBoth -> soleWriter != null && soleWriter;
            case fail -> soleWriter == null || soleWriter;
            case overwrite, skipIfSame -> true;
        };
    }

    private static Pan123OutcomeUnknownException unknown(NewFile file, List<FileEntry> shown) {
        return new Pan123OutcomeUnknownException(
                null,
                "The answer to the upload of " + file.name() + " into folder " + file.parentFileId()
                        + " was lost. It is not known which of these files was uploaded, if any: "
                        + shown.stream().map(FileEntry::fileId).limit(10).toList()
                        + ". Check them before uploading again",
                null);
    }

    private List<FileEntry> with(RecentFiles.Origin origin, List<FileEntry> shown, Uncertain earlier) {
        return shown.stream()
                .filter(entry -> recent.origin(entry, earlier.since()) == origin)
                .toList();
    }

    /** The platform rejects a name that is taken, so another file with the name proves that the upload failed. */
    private CompletableFuture<Found> failing(NewFile file, Uncertain earlier) {
        return known(file)
                .thenCompose(known -> known
                        ? Futures.completed(Found.ANOTHER)
                        : drive.file(file.parentFileId(), file.name())
                                .thenApply(found -> found.map(entry -> theOnly(entry, file, earlier))
                                        .orElse(Found.NOTHING)));
    }

    private Found theOnly(FileEntry entry, NewFile file, Uncertain earlier) {
        if (!same(entry, file) || !recent.mayBeMadeSince(entry, earlier.since())) {
            return Found.ANOTHER;
        }
        if (!identifies(file)) {
            throw unknown(file, List.of(entry));
        }
        return Found.of(Optional.of(entry));
    }

    /** Whether a file at this target whose ID a caller received still exists. Lists may not show it yet. */
    private CompletableFuture<Boolean> known(NewFile file) {
        return recent.at(file.parentFileId(), file.name())
                .map(id -> drive.infos(List.of(id)).thenApply(shown -> shown.stream()
                        .anyMatch(entry -> entry.name().equals(file.name())
                                && entry.parentFileId() == file.parentFileId()
                                && !entry.trashed())))
                .orElseGet(() -> Futures.completed(false));
    }

    /**
     * Whether an uploaded file was replaced with another one.
     *
     * @param since when the upload was sent
     */
    CompletableFuture<Boolean> overwritten(long fileId, NewFile file, Instant since) {
        boolean overwrites = file.duplicate() == Duplicate.overwrite || file.duplicate() == Duplicate.skipIfSame;
        return !overwrites
                ? Futures.completed(false)
                : inItsList(file, () -> retry.of(() -> drive.file(file.parentFileId(), file.name())))
                        .thenApply(found -> found.filter(
                                        entry -> entry.fileId() != fileId && recent.isMadeSince(entry, since))
                                .isPresent());
    }

    /** Returns the existing file at the target if its content is the same. Its entry may have changed just now. */
    CompletableFuture<Optional<FileEntry>> same(NewFile file) {
        return inItsList(file, () -> retry.of(() -> drive.listedFile(file.parentFileId(), file.name())))
                .thenApply(found -> found.filter(entry -> same(entry, file)));
    }

    static boolean same(FileEntry entry, NewFile file) {
        return !entry.directory() && entry.size() == file.size() && entry.etag().equalsIgnoreCase(file.etag());
    }

    /**
     * Whether the name fits the file. A file whose name is the target of another upload in progress belongs to that
     * upload until its ID is returned.
     */
    private boolean named(FileEntry entry, NewFile file) {
        return entry.name().equals(file.name())
                || RecentFiles.named(entry.name(), file.name())
                        && !drive.fileCreations().busy(file.parentFileId(), entry.name());
    }
}
