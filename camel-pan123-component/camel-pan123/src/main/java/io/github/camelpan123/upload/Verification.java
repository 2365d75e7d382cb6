package io.github.camelpan123.upload;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.UncertainWrites.Uncertain;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Looks for the file of one upload: before the upload, whether it exists already, and after it, whether the platform
 * shows it. If that remains unknown, it is recorded for the next attempt.
 */
final class Verification {

    private final UploadRequest request;
    private final Drive drive;
    private final LostUploads lostUploads;
    private final UploadedFiles files;
    private final ReadRetry retry;
    private final Instant begun = Clock.systemUTC().instant();
    private volatile Instant sent = begun;

    Verification(UploadRequest request, Drive drive, LostUploads lostUploads, UploadedFiles files, ReadRetry retry) {
        this.request = request;
        this.drive = drive;
        this.lostUploads = lostUploads;
        this.files = files;
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

    /** Returns when the upload began. */
    Instant begun() {
        return begun;
    }

    /** Records the time from which the file may have been created. */
    void sending() {
        sent = Clock.systemUTC().instant();
    }

    /**
     * Returns the existing file: the same file in mode skipIfSame, or the file of an earlier upload whose answer was
     * lost.
     */
    CompletableFuture<Optional<UploadOutcome>> existing(NewFile file) {
        Optional<Uncertain> earlier = lostUploads.uncertain(file);
        if (earlier.isPresent()) {
            return earlier(file, earlier.get());
        }
        if (file.duplicate() != Duplicate.skipIfSame) {
            return Futures.completed(Optional.empty());
        }
        return files.same(file)
                .thenApply(found -> found.map(entry -> new UploadOutcome(entry, UploadOutcome.How.SKIPPED)));
    }

    /** Returns the file as the platform shows it, if verification is enabled. */
    CompletableFuture<UploadOutcome> verified(long fileId, NewFile file, UploadOutcome.How how) {
        if (!request.options().verify()) {
            UploadOutcome outcome = succeeded(unverified(fileId, file), file, how);
            if (file.duplicate() == Duplicate.keepBoth) {
                // the platform may have renamed the file
                drive.perhapsUploaded(file.parentFileId(), file.name());
            }
            return Futures.completed(outcome);
        }
        return seen(fileId, file).handle((entry, failure) -> {
            if (failure == null) {
                return succeeded(entry, file, how);
            }
            if (Futures.unwrap(failure) instanceof OverwrittenException) {
                return overwritten(fileId, file, how);
            }
            if (!(Futures.unwrap(failure) instanceof OtherContentException)) {
                lostUploads.lost(file, begun, fileId);
            }
            throw new CompletionException(Futures.unwrap(failure));
        });
    }

    private CompletableFuture<FileEntry> seen(long fileId, NewFile file) {
        return shown(fileId, file, () -> files.overwritten(fileId, file, sent));
    }

    /**
     * Returns the result for a file that was overwritten after its upload. The file that replaced it is not reported.
     */
    private UploadOutcome overwritten(long fileId, NewFile file, UploadOutcome.How how) {
        lostUploads.succeeded(file, fileId);
        drive.perhapsUploaded(file.parentFileId(), file.name());
        return new UploadOutcome(unverified(fileId, file), how);
    }

    private UploadOutcome succeeded(FileEntry entry, NewFile file, UploadOutcome.How how) {
        lostUploads.succeeded(file, entry);
        drive.uploaded(entry);
        return new UploadOutcome(entry, how);
    }

    private static FileEntry unverified(long fileId, NewFile file) {
        return new FileEntry(
                fileId, file.name(), file.parentFileId(), false, file.size(), file.etag(), 0, 0, false, null, null);
    }

    /** Returns the result of an earlier upload that was not reported to its caller. */
    CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, Uncertain earlier) {
        if (earlier.fileId() == 0) {
            return found(file, earlier);
        }
        return Futures.recover(
                shown(earlier.fileId(), file, () -> files.overwritten(earlier.fileId(), file, earlier.since()))
                        .thenApply(entry -> Optional.of(succeeded(entry, file, UploadOutcome.How.SENT))),
                failure -> {
                    if (failure instanceof OverwrittenException) {
                        return Futures.completed(
                                Optional.of(overwritten(earlier.fileId(), file, UploadOutcome.How.SENT)));
                    }
                    return failure instanceof NotShownException || failure instanceof OtherContentException
                            ? found(file, earlier)
                            : Futures.failed(failure);
                });
    }

    /** @param since when the upload began that may have created the file */
    CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, Instant since) {
        return found(file, lostUploads.uncertain(file).orElse(Uncertain.since(since)));
    }

    private CompletableFuture<Optional<UploadOutcome>> found(NewFile file, Uncertain earlier) {
        return lostUploads
                .find(file, earlier)
                .thenApply(UploadedFiles.Found::own)
                .thenCompose(entry -> entry.isPresent()
                        ? verified(entry.get().fileId(), file, UploadOutcome.How.SENT)
                                .thenApply(Optional::of)
                        : Futures.completed(Optional.empty()));
    }

    /**
     * Returns the entry. Fails if it does not exist or differs from the uploaded content.
     *
     * @param overwritten whether a missing file was overwritten
     */
    private CompletableFuture<FileEntry> shown(
            long fileId, NewFile file, Supplier<CompletableFuture<Boolean>> overwritten) {
        // a new file may be missing for a moment (platform/calls.md, "Complete an upload")
        return retry.whenever(
                        failure -> LostAnswers.lost(failure) || failure instanceof NotShownException,
                        () -> files.byId(fileId, file.parentFileId())
                                .thenCompose(found -> found.filter(entry -> !entry.trashed())
                                        .map(Futures::completed)
                                        .orElseGet(() -> notShown(fileId, overwritten))))
                .thenApply(entry -> requireSame(entry, file));
    }

    private static CompletableFuture<FileEntry> notShown(
            long fileId, Supplier<CompletableFuture<Boolean>> overwritten) {
        return overwritten
                .get()
                .thenCompose(gone ->
                        Futures.failed(gone ? new OverwrittenException(fileId) : new NotShownException(fileId)));
    }

    private static FileEntry requireSame(FileEntry entry, NewFile file) {
        if (!UploadedFiles.same(entry, file)) {
            throw new OtherContentException(entry, file);
        }
        return entry;
    }
}
