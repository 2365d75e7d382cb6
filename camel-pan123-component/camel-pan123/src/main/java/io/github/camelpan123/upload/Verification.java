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

/** Verifies that the platform shows the uploaded file. */
final class Verification {

    private final BatchedLookups lookups;
    private final Drive drive;
    private final ReadRetry retry;

    Verification(BatchedLookups lookups, Drive drive, ReadRetry retry) {
        this.lookups = lookups;
        this.drive = drive;
        this.retry = retry;
    }

    /** The platform reported a file but does not show it, or only in the recycle bin. */
    static final class NotShownException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        NotShownException(long fileId) {
            super(Api.FILE_INFOS, "The platform reported file " + fileId + " as uploaded but does not show it", null);
        }
    }

    /** The platform does not show the file, because another file has replaced it. */
    static final class OverwrittenException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        OverwrittenException(long fileId) {
            super(Api.FILE_INFOS, "File " + fileId + " was overwritten", null);
        }
    }

    /** The file on the platform differs from the uploaded content. */
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
     * Returns the entry. Fails if it does not exist or differs from the uploaded content.
     *
     * @param overwritten whether a missing file was overwritten
     */
    CompletableFuture<FileEntry> of(long fileId, NewFile file, Supplier<CompletableFuture<Boolean>> overwritten) {
        // a new file may be missing for a moment (platform/calls.md, "Complete an upload")
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
     * Looks up a file. In the transcode space, the list is used, because a lookup by ID is not documented there
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
