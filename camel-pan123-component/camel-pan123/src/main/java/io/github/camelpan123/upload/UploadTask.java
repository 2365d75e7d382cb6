package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123UploadTakenOverException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One upload. Its steps are, in order:
 *
 * <ol>
 *   <li>HASH: open the content and compute its digests ({@link RequestContent}). The upload ends here if the file
 *       exists already ({@link Verification#existing}).
 *   <li>CREATE: create a session, or resume that of an earlier attempt ({@link SessionUpload}). If the platform creates
 *       none, it already has the content, and the file exists now. A small file needs no session.
 *   <li>SEND: send the slices that the platform does not have ({@link Slices}), or a small file in one request
 *       ({@link SingleStep}).
 *   <li>COMPLETE: wait until the platform has merged the slices ({@link Completion}).
 *   <li>VERIFY: check that the platform shows the file ({@link Verification}).
 * </ol>
 *
 * With an announced content, the session is created first, and the upload may end there without reading the body.
 * {@link LostUploads} handles lost answers of the calls that may create the file.
 */
final class UploadTask {

    private final UploadRequest request;
    private final RequestContent content;
    private final AccountLease account;
    private final Drive drive;
    private final LostUploads lostUploads;
    private final SingleStep singleStep;
    private final SessionUpload sessions;
    private final Slices slices;
    private final Completion completion;
    private final Verification verification;

    /** A session that was created for an announced content, before the body was read. */
    private record Announced(NewFile file, UploadSession session) {}

    UploadTask(
            UploadRequest request,
            RequestContent content,
            AccountLease account,
            Drive drive,
            LostUploads lostUploads,
            SingleStep singleStep,
            SessionUpload sessions,
            Slices slices,
            Completion completion,
            Verification verification) {
        this.request = request;
        this.content = content;
        this.account = account;
        this.drive = drive;
        this.lostUploads = lostUploads;
        this.singleStep = singleStep;
        this.sessions = sessions;
        this.slices = slices;
        this.completion = completion;
        this.verification = verification;
    }

    UploadRequest request() {
        return request;
    }

    Verification verification() {
        return verification;
    }

    /** Uploads to a folder. May be called again with another folder. */
    CompletableFuture<UploadOutcome> into(long parent) {
        return drive.fileCreations()
                .take(parent, request.name(), () -> (request.announced() == null
                                ? hash(parent, null)
                                : announce(parent))
                        .thenApply(outcome -> {
                            sessions.over(request, parent);
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
        return firstOf(verification.existing(file), () -> create(file)
                .thenCompose(opened -> opened.finished()
                        ? verify(opened.fileId(), file, UploadOutcome.How.REUSED)
                        : hash(parent, new Announced(file, opened))));
    }

    /** HASH. */
    private CompletableFuture<UploadOutcome> hash(long parent, Announced announced) {
        request.requireRunning();
        return content.hashed().thenCompose(hashed -> {
            NewFile file = file(parent, hashed.content());
            if (announced != null && announced.file().equals(file)) {
                return send(hashed, file, announced.session());
            }
            return firstOf(verification.existing(file), () -> send(hashed, file, null));
        });
    }

    /** CREATE. Returns a finished session if the platform already has the content. */
    CompletableFuture<UploadSession> create(NewFile file) {
        return make(
                file,
                LostAnswers::lost,
                () -> account.call(UploadCalls.create(file)),
                entry -> new UploadSession(entry.fileId(), true, "", 0, List.of()));
    }

    /** SEND in one request, or what follows with a session. */
    private CompletableFuture<UploadOutcome> send(HashedContent hashed, NewFile file, UploadSession opened) {
        request.requireRunning();
        if (opened == null && Uploader.inOneStep(file.size(), request.options())) {
            return make(file, SingleStep::inDoubt, () -> singleStep.send(request, hashed, file), FileEntry::fileId)
                    .thenCompose(fileId -> verify(fileId, file, UploadOutcome.How.SENT));
        }
        return sessions.upload(this, hashed, file, opened);
    }

    /**
     * SEND in slices, and what follows.
     *
     * @param journal contains the slices that the platform has, and records new ones
     */
    CompletableFuture<UploadOutcome> sendSlices(
            HashedContent hashed, NewFile file, UploadSession session, Journal journal) {
        Ownership ownership = journal.ownership();
        // what fails may fail because another node has completed the session
        CompletableFuture<Void> slicesSent = Futures.recover(
                slices.send(request, hashed, session, journal),
                failure -> ownership.confirmed().thenCompose(sure -> Futures.failed(failure)));
        return hashed.orChanged(slicesSent)
                .thenCompose(sent -> complete(hashed, file, session, journal))
                .whenComplete((fileId, failure) -> {
                    if (Futures.unwrap(failure) instanceof Pan123UploadTakenOverException) {
                        // a repetition finds the file that the other node makes
                        lostUploads.lost(file, verification.begun());
                    }
                })
                .thenCompose(fileId -> verify(fileId, file, UploadOutcome.How.SENT));
    }

    /**
     * COMPLETE. Returns the ID of the file. If polling fails, the file may exist nevertheless (platform/calls.md,
     * "Complete an upload").
     */
    private CompletableFuture<Long> complete(
            HashedContent hashed, NewFile file, UploadSession session, Journal journal) {
        hashed.requireUnchanged();
        request.progress().at(UploadProgress.Phase.VERIFY, file.name(), file.size(), file.size());
        verification.sending();
        return completion
                .await(session.preuploadId(), request::requireRunning, journal.ownership())
                .whenComplete((fileId, failure) -> {
                    // where a name proves nothing, the session of the journal is asked again, which knows the file
                    boolean sessionTells = !lostUploads.identifies(file)
                            && journal.resumable(hashed.content()).isPresent();
                    if (failure != null
                            && !sessionTells
                            && !(Futures.unwrap(failure) instanceof Pan123UploadTakenOverException)) {
                        lostUploads.lost(file, verification.begun());
                    }
                });
    }

    /** VERIFY. */
    CompletableFuture<UploadOutcome> verify(long fileId, NewFile file, UploadOutcome.How how) {
        return verification.verified(fileId, file, how);
    }

    /** Makes a call that may create the file, unless an earlier call turns out to have created it. */
    private <R> CompletableFuture<R> make(
            NewFile file,
            Predicate<Throwable> inDoubt,
            Supplier<CompletableFuture<R>> call,
            Function<FileEntry, R> found) {
        return lostUploads.make(
                file,
                inDoubt,
                () -> {
                    request.requireRunning();
                    verification.sending();
                    return call.get();
                },
                found);
    }

    /** Returns the file that already exists, or else executes the upload. */
    static CompletableFuture<UploadOutcome> firstOf(
            CompletableFuture<Optional<UploadOutcome>> existing, Supplier<CompletableFuture<UploadOutcome>> otherwise) {
        return existing.thenCompose(found -> found.map(Futures::completed).orElseGet(otherwise));
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
