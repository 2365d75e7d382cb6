package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.drive.Drive;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One upload. Its steps are: open and digest the content, check for an existing file, create a session or send a single
 * request, send slices, wait until the platform has merged them, and verify the entry. With an announced content, the
 * upload may end after the third step without reading the body.
 */
final class UploadTask {

    private final UploadRequest request;
    private final RequestContent content;
    private final Drive drive;
    private final LostUploads lostUploads;
    private final Confirmation confirmation;
    private final SingleStep singleStep;
    private final SessionUpload session;
    private final Journals journals;

    /** A session that was created for an announced content, before the body was read. */
    private record Announced(NewFile file, UploadSession session) {}

    UploadTask(
            UploadRequest request,
            RequestContent content,
            Drive drive,
            LostUploads lostUploads,
            Confirmation confirmation,
            SingleStep singleStep,
            SessionUpload session,
            Journals journals) {
        this.request = request;
        this.content = content;
        this.drive = drive;
        this.lostUploads = lostUploads;
        this.confirmation = confirmation;
        this.singleStep = singleStep;
        this.session = session;
        this.journals = journals;
    }

    /** Uploads to a folder. May be called again with another folder. */
    CompletableFuture<UploadOutcome> into(long parent) {
        return drive.places()
                .take(parent, request.name(), () -> (request.announced() == null
                                ? read(parent, null)
                                : announce(parent))
                        .thenApply(outcome -> {
                            journals.discard(request.options().journalDirectory(), parent, request.name());
                            return outcome;
                        }))
                .thenApply(outcome -> {
                    long size = outcome.file().size();
                    request.progress().at(UploadProgress.Phase.DONE, request.name(), size, size);
                    return outcome;
                });
    }

    private NewFile file(long parent, Content wanted) {
        return new NewFile(
                parent,
                request.name(),
                wanted.md5(),
                wanted.size(),
                request.options().duplicate());
    }

    /** Tries to reuse the announced content, without reading the body. */
    private CompletableFuture<UploadOutcome> announce(long parent) {
        request.requireRunning();
        Uploader.requireSize(request.announced().size(), request.options());
        NewFile file = file(parent, request.announced());
        return Confirmation.first(there(file), () -> session.create(file)
                .thenCompose(opened -> opened.finished()
                        ? confirmation.verified(opened.fileId(), file, UploadOutcome.How.REUSED)
                        : read(parent, new Announced(file, opened))));
    }

    private CompletableFuture<UploadOutcome> read(long parent, Announced announced) {
        request.requireRunning();
        return content.hashed().thenCompose(hashed -> {
            NewFile file = file(parent, hashed.content());
            if (announced != null && announced.file().equals(file)) {
                return send(hashed, file, announced.session());
            }
            return Confirmation.first(there(file), () -> send(hashed, file, null));
        });
    }

    /**
     * Returns the existing file: the same file in mode skipIfSame, or the file of an earlier upload whose answer was
     * lost.
     */
    private CompletableFuture<Optional<UploadOutcome>> there(NewFile file) {
        Optional<LostUploads.Doubt> doubted = lostUploads.doubted(file);
        if (doubted.isPresent()) {
            return confirmation.earlier(file, doubted.get());
        }
        if (file.duplicate() != Duplicate.skipIfSame) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return lostUploads
                .same(file)
                .thenApply(found -> found.map(entry -> new UploadOutcome(entry, UploadOutcome.How.SKIPPED)));
    }

    private CompletableFuture<UploadOutcome> send(HashedContent hashed, NewFile file, UploadSession opened) {
        request.requireRunning();
        if (opened == null && Uploader.inOneStep(file.size(), request.options())) {
            return confirmation
                    .make(file, SingleStep::inDoubt, () -> singleStep.send(request, hashed, file), FileEntry::fileId)
                    .thenCompose(fileId -> confirmation.verified(fileId, file, UploadOutcome.How.SENT));
        }
        return session.send(hashed, file, opened);
    }

    /**
     * Closes the content, now or as soon as it has been read.
     *
     * @param done whether the upload succeeded; if not, an unread stream stays open for the next attempt
     */
    void close(boolean done) {
        content.close(done);
    }
}
