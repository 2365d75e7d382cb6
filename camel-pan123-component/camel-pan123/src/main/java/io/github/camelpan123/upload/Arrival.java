package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.upload.Verification.NotShownException;
import io.github.camelpan123.upload.Verification.OtherContentException;
import io.github.camelpan123.upload.Verification.OverwrittenException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Finds out what has arrived of one upload, and leaves a doubt where that cannot be found out. */
final class Arrival {

    private final UploadTools tools;
    private final UploadRequest request;
    private final Instant begun = Clock.systemUTC().instant();
    private volatile Instant sent = begun;

    Arrival(UploadTools tools, UploadRequest request) {
        this.tools = tools;
        this.request = request;
    }

    /** When the upload began. */
    Instant begun() {
        return begun;
    }

    /** A call that may make the file. */
    <R> CarefulCall<R> careful(NewFile file, Predicate<Throwable> inDoubt, Supplier<CompletableFuture<R>> call) {
        return new CarefulCall<>(tools.account(), tools.pauses(), tools.lostUploads(), file, inDoubt, () -> {
            request.requireRunning();
            sending();
            return call.get();
        });
    }

    /** From now on the file may be made. */
    void sending() {
        sent = Clock.systemUTC().instant();
    }

    /** The file as the platform shows it, if that is to be looked at. */
    CompletableFuture<UploadOutcome> verified(long fileId, NewFile file, UploadOutcome.How how) {
        if (!request.options().verify()) {
            UploadOutcome outcome = landed(unverified(fileId, file), file, how);
            if (file.duplicate() == Duplicate.keepBoth) {
                // the platform may have given it another name
                tools.drive().perhapsUploaded(file.parentFileId(), file.name());
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
                tools.lostUploads().doubt(file, begun, fileId);
            }
            throw new CompletionException(Futures.unwrap(failure));
        });
    }

    private CompletableFuture<FileEntry> seen(long fileId, NewFile file) {
        return tools.verification().of(fileId, file, () -> tools.lostUploads().overwritten(fileId, file, sent));
    }

    /** What was uploaded is not there any more, and what is in its place now is not told. */
    private UploadOutcome overwritten(long fileId, NewFile file, UploadOutcome.How how) {
        tools.lostUploads().landed(file, fileId);
        tools.drive().perhapsUploaded(file.parentFileId(), file.name());
        return new UploadOutcome(unverified(fileId, file), how);
    }

    private UploadOutcome landed(FileEntry entry, NewFile file, UploadOutcome.How how) {
        tools.lostUploads().landed(file, entry);
        tools.drive().uploaded(entry);
        return new UploadOutcome(entry, how);
    }

    private static FileEntry unverified(long fileId, NewFile file) {
        return new FileEntry(
                fileId, file.name(), file.parentFileId(), false, file.size(), file.etag(), 0, 0, false, null, null);
    }

    /** What became of an upload of which nobody was told. */
    CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, LostUploads.Doubt doubted) {
        if (doubted.fileId() == 0) {
            return found(file, doubted);
        }
        return Futures.recover(
                tools.verification()
                        .of(doubted.fileId(), file, () -> tools.lostUploads()
                                .overwritten(doubted.fileId(), file, doubted.since()))
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

    /** @param since when the upload began that may have made the file */
    CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, Instant since) {
        return found(file, tools.lostUploads().doubted(file).orElse(LostUploads.Doubt.since(since)));
    }

    private CompletableFuture<Optional<UploadOutcome>> found(NewFile file, LostUploads.Doubt doubt) {
        return tools.lostUploads()
                .find(file, doubt)
                .thenApply(LostUploads.Found::own)
                .thenCompose(entry -> entry.isPresent()
                        ? verified(entry.get().fileId(), file, UploadOutcome.How.SENT)
                                .thenApply(Optional::of)
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    /** What is there, or what is done when nothing is. */
    static CompletableFuture<UploadOutcome> first(
            CompletableFuture<Optional<UploadOutcome>> there, Supplier<CompletableFuture<UploadOutcome>> otherwise) {
        return there.thenCompose(
                found -> found.map(CompletableFuture::completedFuture).orElseGet(otherwise));
    }
}
