package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.drive.Drive;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One upload. Its steps: open the content and hash it, look what is there already, create a session or send all in one
 * request, send slices, wait until the platform has merged them, verify what it shows. What somebody has announced of the
 * content may end it after the third step, before anything is read.
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

    /** A session that was opened on somebody's word, before the content was read. */
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

    /** Uploads into a folder; may be asked again with another one. */
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

    /** Tries what the content is said to be; nothing is read for that. */
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

    /** What is there already: the same file if that is to be skipped, or an earlier upload whose answer got lost. */
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
     * Lets go of the content, now or as soon as it has been read.
     *
     * @param done whether there is a file; else a stream that nobody has read is left to whoever sends it again
     */
    void close(boolean done) {
        content.close(done);
    }
}
