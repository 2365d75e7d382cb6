package io.github.camelpan123.upload;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.http.LostAnswers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Looks whether the platform has what it says it has. */
final class Verification {

    private final BatchedLookups lookups;
    private final Drive drive;
    private final ReadRetry retry;

    Verification(BatchedLookups lookups, Drive drive, ReadRetry retry) {
        this.lookups = lookups;
        this.drive = drive;
        this.retry = retry;
    }

    /** The platform reported a file and does not show it, or only in the recycle bin. */
    static final class NotShownException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        NotShownException(long fileId) {
            super(Api.FILE_INFOS, "The platform reported file " + fileId + " as uploaded but does not show it", null);
        }
    }

    /** The platform does not show the file because somebody has put another one in its place since. */
    static final class OverwrittenException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        OverwrittenException(long fileId) {
            super(Api.FILE_INFOS, "File " + fileId + " was overwritten", null);
        }
    }

    /** The platform made something else of what it was sent. */
    static final class OtherContentException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        OtherContentException(FileEntry entry, NewFile file) {
            super(
                    Api.FILE_INFOS,
                    "File " + entry.fileId() + " has " + entry.size() + " bytes and MD5 " + entry.etag()
                            + " on the platform, but " + file.size() + " bytes and MD5 " + file.etag()
                            + " were uploaded",
                    null);
        }
    }

    /**
     * The entry; fails when there is none, or when it is not what was sent.
     *
     * @param overwritten whether a file that is not shown was overwritten
     */
    CompletableFuture<FileEntry> of(long fileId, NewFile file, Supplier<CompletableFuture<Boolean>> overwritten) {
        // a new file can be briefly "not there" (platform/calls.md, "Complete an upload")
        return retry.whenever(failure -> LostAnswers.lost(failure) || failure instanceof NotShownException, () -> look(
                                fileId, file.parentFileId())
                        .thenCompose(found -> found.filter(entry -> !entry.trashed())
                                .map(CompletableFuture::completedFuture)
                                .orElseGet(() -> notShown(fileId, overwritten))))
                .thenApply(entry -> requireSame(entry, file));
    }

    private static CompletableFuture<FileEntry> notShown(
            long fileId, Supplier<CompletableFuture<Boolean>> overwritten) {
        return overwritten
                .get()
                .thenCompose(gone -> CompletableFuture.failedFuture(
                        gone ? new OverwrittenException(fileId) : new NotShownException(fileId)));
    }

    /**
     * Nothing documents that what is in the transcode space can be looked up by its id, but there is a list of it
     * (platform/calls.md, "List the transcode space").
     */
    private CompletableFuture<Optional<FileEntry>> look(long fileId, long folder) {
        if (drive.knownSpace(folder)) {
            return listed(fileId, folder);
        }
        return lookups.look(fileId)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(found)
                        : drive.isSpace(folder)
                                .thenCompose(space -> space
                                        ? listed(fileId, folder)
                                        : CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletableFuture<Optional<FileEntry>> listed(long fileId, long folder) {
        return drive.children(folder, entry -> entry.fileId() == fileId, retry::of)
                .thenApply(found -> found.stream().findFirst());
    }

    private static FileEntry requireSame(FileEntry entry, NewFile file) {
        if (!LostUploads.same(entry, file)) {
            throw new OtherContentException(entry, file);
        }
        return entry;
    }
}
