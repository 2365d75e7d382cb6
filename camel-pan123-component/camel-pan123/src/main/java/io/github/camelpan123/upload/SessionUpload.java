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

/** One upload by a session: opened, or taken up again from the journal of an earlier attempt. */
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
     * @param contents one upload of a content in slices at a time: who comes second finds it on the platform already
     * @param sliceSize told what the platform cuts to
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

    /** Opens a session, or finds that none is needed. */
    CompletableFuture<UploadSession> create(NewFile file) {
        return confirmation.make(
                file,
                LostAnswers::lost,
                () -> account.call(UploadCalls.create(file)),
                entry -> new UploadSession(entry.fileId(), true, "", 0, List.of()));
    }

    /** @param opened a session that nothing was sent to yet; null for none */
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
        // the journal stays until the file has been seen: whoever is killed before asks again what became of it
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

    /** Whether the session may still take slices in a later attempt. */
    private static boolean goesOn(Throwable failure) {
        return failure instanceof Pan123Exception e
                && !refused(e)
                && !(e instanceof Pan123NameConflictException || e instanceof OtherContentException);
    }

    /** Whether the platform said for good that nothing will come of a session. */
    private static boolean refused(Throwable failure) {
        return failure instanceof Pan123Exception e
                && e.getCode() != 0
                // that one looks at what came of the session
                && !Api.FILE_INFOS.path().equals(e.getApi())
                && !LostAnswers.lost(e)
                && (e instanceof Pan123UploadFailedException || !e.isRetriable())
                && !(e instanceof Pan123NameConflictException
                        || e instanceof Pan123WriteBannedException
                        || e instanceof Pan123CredentialsException);
    }

    /** Sends what an earlier attempt left; anew when the platform does not know the session any more. */
    private CompletableFuture<UploadOutcome> resume(
            HashedContent content, NewFile file, Journal journal, Journal.Resumable earlier) {
        LOG.info("The upload of {} is resumed", file.name());
        int arrived = journal.done().cardinality();
        boolean complete =
                arrived == Slices.count(file.size(), earlier.session().sliceSize());
        return Futures.recover(slices(content, file, earlier.session(), journal), failure -> {
            if (refused(failure) || failure instanceof NotShownException) {
                LOG.info("The platform no longer accepts the rest of {}; its upload starts again", file.name());
                // it may have landed, and the session be forgotten for that very reason; or it landed long ago and is
                // gone
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
     * Begins anew, because the earlier session would do something else about a taken name. The earlier attempt may have
     * made the file all the same.
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

    /** No server takes anything any more that was named for a session; the platform may name others by now. */
    private CompletableFuture<UploadOutcome> elsewhere(
            HashedContent content, NewFile file, Journal journal, UploadSession earlier, Throwable failure) {
        return create(file).thenCompose(created -> {
            if (!created.finished() && earlier.servers().containsAll(created.servers())) {
                // they will come back, and then what they have need not be sent again
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
     * The id of the file. Whatever else the asking ends with, the file may be there all the same (platform/calls.md,
     * "Complete an upload").
     */
    private CompletableFuture<Long> completed(NewFile file, UploadSession session) {
        confirmation.sending();
        return completion.await(session.preuploadId(), request::requireRunning).whenComplete((fileId, failure) -> {
            if (failure != null) {
                lostUploads.doubt(file, confirmation.begun());
            }
        });
    }

    /** When the platform refuses a slice, it may be because it is not what it was when it was read. */
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
