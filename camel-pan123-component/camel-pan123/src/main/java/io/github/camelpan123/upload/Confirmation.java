package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.upload.Verification.NotShownException;
import io.github.camelpan123.upload.Verification.OtherContentException;
import io.github.camelpan123.upload.Verification.OverwrittenException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Confirms that the file of an upload exists. If that remains unknown, it is recorded for the next attempt. */
final class Confirmation {

    private final UploadRequest request;
    private final Drive drive;
    private final LostUploads lostUploads;
    private final Verification verification;
    private final LookBeforeRetry calls;
    private final Instant begun = Clock.systemUTC().instant();
    private volatile Instant sent = begun;

    Confirmation(
            UploadRequest request,
            Drive drive,
            LostUploads lostUploads,
            Verification verification,
            LookBeforeRetry calls) {
        this.request = request;
        this.drive = drive;
        this.lostUploads = lostUploads;
        this.verification = verification;
        this.calls = calls;
    }

    /** Returns when the upload began. */
    Instant begun() {
        return begun;
    }

    /**
     * Makes a call that may create the file, unless an earlier call turns out to have created it.
     *
     * @param inDoubt matches the failures after which the file may exist
     * @param found converts the entry that was found to a result of the call
     */
    <R> CompletableFuture<R> make(
            NewFile file,
            Predicate<Throwable> inDoubt,
            Supplier<CompletableFuture<R>> call,
            Function<FileEntry, R> found) {
        return calls.make(
                file,
                inDoubt,
                () -> {
                    request.requireRunning();
                    sending();
                    return call.get();
                },
                found);
    }

    /** Records the time from which the file may have been created. */
    void sending() {
        sent = Clock.systemUTC().instant();
    }

    /** Returns the file as the platform shows it, if verification is enabled. */
    CompletableFuture<UploadOutcome> verified(long fileId, NewFile file, UploadOutcome.How how) {
        if (!request.options().verify()) {
            UploadOutcome outcome = landed(unverified(fileId, file), file, how);
            if (file.duplicate() == Duplicate.keepBoth) {
                // the platform may have renamed the file
                drive.perhapsUploaded(file.parentFileId(), file.name());
            }
            return CompletableFuture.completedFuture(outcome);
        }
        return seen(fileId, file).handle((entry, failure) -> {
            if (failure == null) {
                return landed(entry, file, how);
            }
            if (Futures.unwrap(failure) instanceof OverwrittenException) {
                return overwritten(fileId, file, how);
            }
            if (!(Futures.unwrap(failure) instanceof OtherContentException)) {
                lostUploads.doubt(file, begun, fileId);
            }
            throw new CompletionException(Futures.unwrap(failure));
        });
    }

    private CompletableFuture<FileEntry> seen(long fileId, NewFile file) {
        return verification.of(fileId, file, () -> lostUploads.overwritten(fileId, file, sent));
    }

    /**
     * Returns the result for a file that was overwritten after its upload. The file that replaced it is not reported.
     */
    private UploadOutcome overwritten(long fileId, NewFile file, UploadOutcome.How how) {
        lostUploads.landed(file, fileId);
        drive.perhapsUploaded(file.parentFileId(), file.name());
        return new UploadOutcome(unverified(fileId, file), how);
    }

    private UploadOutcome landed(FileEntry entry, NewFile file, UploadOutcome.How how) {
        lostUploads.landed(file, entry);
        drive.uploaded(entry);
        return new UploadOutcome(entry, how);
    }

    private static FileEntry unverified(long fileId, NewFile file) {
        return new FileEntry(
                fileId, file.name(), file.parentFileId(), false, file.size(), file.etag(), 0, 0, false, null, null);
    }

    /** Returns the result of an earlier upload that was not reported to its caller. */
    CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, LostUploads.Doubt doubted) {
        if (doubted.fileId() == 0) {
            return found(file, doubted);
        }
        return Futures.recover(
                verification
                        .of(
                                doubted.fileId(),
                                file,
                                () -> lostUploads.overwritten(doubted.fileId(), file, doubted.since()))
                        .thenApply(entry -> Optional.of(landed(entry, file, UploadOutcome.How.SENT))),
                failure -> {
                    if (failure instanceof OverwrittenException) {
                        return CompletableFuture.completedFuture(
                                Optional.of(overwritten(doubted.fileId(), file, UploadOutcome.How.SENT)));
                    }
                    return failure instanceof NotShownException || failure instanceof OtherContentException
                            ? found(file, doubted)
                            : CompletableFuture.failedFuture(failure);
                });
    }

    /** @param since when the upload began that may have created the file */
    CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, Instant since) {
        return found(file, lostUploads.doubted(file).orElse(LostUploads.Doubt.since(since)));
    }

    private CompletableFuture<Optional<UploadOutcome>> found(NewFile file, LostUploads.Doubt doubt) {
        return lostUploads
                .find(file, doubt)
                .thenApply(LostUploads.Found::own)
                .thenCompose(entry -> entry.isPresent()
                        ? verified(entry.get().fileId(), file, UploadOutcome.How.SENT)
                                .thenApply(Optional::of)
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Returns the file that already exists, or else executes the upload. */
    static CompletableFuture<UploadOutcome> first(
            CompletableFuture<Optional<UploadOutcome>> there, Supplier<CompletableFuture<UploadOutcome>> otherwise) {
        return there.thenCompose(
                found -> found.map(CompletableFuture::completedFuture).orElseGet(otherwise));
    }
}
