package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.drive.KeyedSerializer;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.upload.Verification.NotShownException;
import io.github.camelpan123.upload.Verification.OtherContentException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upload with a session, which is opened or resumed from the journal of an earlier attempt. */
final class SessionUpload {

    private static final Logger LOG = LoggerFactory.getLogger(SessionUpload.class);

    private final UploadRequest request;
    private final Confirmation confirmation;
    private final AccountLease account;
    private final KeyedSerializer<Content> contents;
    private final Journals journals;
    private final SliceSize sliceSize;
    private final Slices slices;
    private final Completion completion;
    private final LostUploads lostUploads;

    /**
     * @param contents serializes sliced uploads of the same content; the platform already has the content for the
     *     second upload
     * @param sliceSize receives the slice size of the platform
     */
    SessionUpload(
            UploadRequest request,
            Confirmation confirmation,
            AccountLease account,
            KeyedSerializer<Content> contents,
            Journals journals,
            SliceSize sliceSize,
            Slices slices,
            Completion completion,
            LostUploads lostUploads) {
        this.request = request;
        this.confirmation = confirmation;
        this.account = account;
        this.contents = contents;
        this.journals = journals;
        this.sliceSize = sliceSize;
        this.slices = slices;
        this.completion = completion;
        this.lostUploads = lostUploads;
    }

    /** Opens a session, or returns a finished one if the platform already has the content. */
    CompletableFuture<UploadSession> create(NewFile file) {
        return confirmation.make(
                file,
                LostAnswers::lost,
                () -> account.call(UploadCalls.create(file)),
                entry -> new UploadSession(entry.fileId(), true, "", 0, List.of()));
    }

    /** @param opened a session without slices so far; null for none */
    CompletableFuture<UploadOutcome> send(HashedContent content, NewFile file, UploadSession opened) {
        return contents.take(content.content(), () -> inTurn(content, file, opened));
    }

    private CompletableFuture<UploadOutcome> inTurn(HashedContent content, NewFile file, UploadSession opened) {
        Journal journal;
        try {
            journal = journals.open(request.options().journalDirectory(), file.parentFileId(), file.name());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        // the journal is kept until the file is verified, so that a killed process can check its outcome after a
        // restart
        return Futures.begin(() -> journal.resumable(content.content())
                        .map(earlier -> earlier.makes(file)
                                ? resume(content, file, journal, earlier)
                                : replace(content, file, opened, journal, earlier))
                        .orElseGet(() -> anew(content, file, opened, journal)))
                .whenComplete((done, failure) -> {
                    if (failure == null || !goesOn(Futures.unwrap(failure))) {
                        journal.drop();
                    }
                    journal.close();
                });
    }

    /** Whether a later attempt can resume the session. */
    private static boolean goesOn(Throwable failure) {
        return failure instanceof Pan123Exception e
                && !refused(e)
                && !(e instanceof Pan123NameConflictException || e instanceof OtherContentException);
    }

    /** Whether the platform has permanently rejected a session. */
    private static boolean refused(Throwable failure) {
        return failure instanceof Pan123Exception e
                && e.getCode() != 0
                // this call only verifies the result of the session
                && !Api.FILE_INFOS.path().equals(e.getApi())
                && !LostAnswers.lost(e)
                && (e instanceof Pan123UploadFailedException || !e.isRetriable())
                && !(e instanceof Pan123NameConflictException
                        || e instanceof Pan123WriteBannedException
                        || e instanceof Pan123CredentialsException);
    }

    /**
     * Sends the slices that an earlier attempt did not send. Starts a new session if the platform no longer accepts the
     * old one.
     */
    private CompletableFuture<UploadOutcome> resume(
            HashedContent content, NewFile file, Journal journal, Journal.Resumable earlier) {
        LOG.info("The upload of {} is resumed", file.name());
        int arrived = journal.done().cardinality();
        boolean complete =
                arrived == Slices.count(file.size(), earlier.session().sliceSize());
        return Futures.recover(slices(content, file, earlier.session(), journal), failure -> {
            if (refused(failure) || failure instanceof NotShownException) {
                LOG.info("The platform no longer accepts the rest of {}; its upload starts again", file.name());
                // the file may exist, and its session may have been deleted for that reason; or the file was uploaded
                // and deleted long ago
                return Confirmation.first(
                        confirmation.earlier(file, earlier.since()), () -> anew(content, file, null, journal));
            }
            boolean stranded =
                    LostAnswers.lost(failure) && !complete && journal.done().cardinality() == arrived;
            return stranded
                    ? elsewhere(content, file, journal, earlier.session(), failure)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    /**
     * Starts a new session, because the earlier one has another duplicate mode. The earlier attempt may have created
     * the file.
     */
    private CompletableFuture<UploadOutcome> replace(
            HashedContent content, NewFile file, UploadSession opened, Journal journal, Journal.Resumable earlier) {
        LOG.info(
                "The upload of {} starts again, with duplicate={} instead of {}",
                file.name(),
                file.duplicate(),
                earlier.file().duplicate());
        return Confirmation.first(
                confirmation.earlier(file, earlier.since()), () -> anew(content, file, opened, journal));
    }

    /** Handles unreachable upload servers of a session. The platform may name other servers for a new session. */
    private CompletableFuture<UploadOutcome> elsewhere(
            HashedContent content, NewFile file, Journal journal, UploadSession earlier, Throwable failure) {
        return create(file).thenCompose(created -> {
            if (!created.finished() && earlier.servers().containsAll(created.servers())) {
                // the servers may become reachable again, and the slices that they have need not be sent again
                return CompletableFuture.failedFuture(failure);
            }
            LOG.info("The upload servers of {} do not answer; its upload starts again with others", file.name());
            return opened(content, file, created, journal);
        });
    }

    private CompletableFuture<UploadOutcome> anew(
            HashedContent content, NewFile file, UploadSession opened, Journal journal) {
        CompletableFuture<UploadSession> session =
                opened == null ? create(file) : CompletableFuture.completedFuture(opened);
        return session.thenCompose(created -> opened(content, file, created, journal));
    }

    private CompletableFuture<UploadOutcome> opened(
            HashedContent content, NewFile file, UploadSession session, Journal journal) {
        if (session.finished()) {
            return confirmation.verified(session.fileId(), file, UploadOutcome.How.REUSED);
        }
        requireUsable(session);
        sliceSize.told(session.sliceSize());
        journal.begin(file, session, confirmation.begun());
        return slices(content, file, session, journal);
    }

    private CompletableFuture<UploadOutcome> slices(
            HashedContent content, NewFile file, UploadSession session, Journal journal) {
        return changedOr(content, slices.send(request, content, session, journal))
                .thenCompose(sent -> {
                    requireUnchanged(content);
                    request.progress().at(UploadProgress.Phase.VERIFY, file.name(), file.size(), file.size());
                    return completed(file, session);
                })
                .thenCompose(fileId -> confirmation.verified(fileId, file, UploadOutcome.How.SENT));
    }

    /**
     * Returns the ID of the file. If polling fails, the file may exist nevertheless (platform/calls.md, "Complete an
     * upload").
     */
    private CompletableFuture<Long> completed(NewFile file, UploadSession session) {
        confirmation.sending();
        return completion.await(session.preuploadId(), request::requireRunning).whenComplete((fileId, failure) -> {
            if (failure != null) {
                lostUploads.doubt(file, confirmation.begun());
            }
        });
    }

    /**
     * Replaces the failure if the content has changed, because the platform may have rejected a slice for that reason.
     */
    private static CompletableFuture<Void> changedOr(HashedContent content, CompletableFuture<Void> sent) {
        return Futures.recover(sent, failure -> {
            try {
                content.source().requireUnchanged();
                return CompletableFuture.failedFuture(failure);
            } catch (SourceChangedException changed) {
                changed.addSuppressed(failure);
                return CompletableFuture.failedFuture(changed);
            }
        });
    }

    private static void requireUnchanged(HashedContent content) {
        try {
            content.source().requireUnchanged();
        } catch (SourceChangedException e) {
            throw new CompletionException(e);
        }
    }

    private static void requireUsable(UploadSession session) {
        boolean usable = !session.preuploadId().isEmpty()
                && session.sliceSize() > 0
                && !session.servers().isEmpty();
        if (!usable) {
            throw new Pan123UploadFailedException(
                    Api.UPLOAD_CREATE,
                    "The platform neither knew the content nor opened a session for it (reuse=" + session.reuse()
                            + ", fileID=" + session.fileId() + ", sliceSize=" + session.sliceSize() + ", servers="
                            + session.servers().size() + ")",
                    null);
        }
    }
}
