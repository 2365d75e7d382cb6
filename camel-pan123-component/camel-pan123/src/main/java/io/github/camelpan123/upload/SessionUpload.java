package io.github.camelpan123.upload;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.drive.KeyedSerializer;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.upload.Verification.NotShownException;
import io.github.camelpan123.upload.Verification.OtherContentException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides with which session a file is uploaded: with a new one, or with the one in the journal of an earlier attempt.
 * The steps themselves are in {@link UploadTask}.
 */
final class SessionUpload {

    private static final Logger LOG = LoggerFactory.getLogger(SessionUpload.class);

    private final KeyedSerializer<Content> contents;
    private final JournalOpener journals;
    private final Slices.Size sliceSize;

    /**
     * @param contents serializes sliced uploads of the same content; the platform already has the content for the
     *     second upload
     * @param sliceSize receives the slice size of the platform
     */
    SessionUpload(KeyedSerializer<Content> contents, JournalOpener journals, Slices.Size sliceSize) {
        this.contents = contents;
        this.journals = journals;
        this.sliceSize = sliceSize;
    }

    /**
     * Uploads a file with a session.
     *
     * @param opened a session without slices so far; null for none
     */
    CompletableFuture<UploadOutcome> upload(
            UploadTask task, HashedContent content, NewFile file, UploadSession opened) {
        return contents.take(content.content(), () -> journals.open(task.request(), file.parentFileId())
                .thenCompose(journal -> new Run(task, content, file, journal).begin(opened)));
    }

    /** Deletes the journal of a target, because the file now exists regardless of how it was uploaded. */
    void over(UploadRequest request, long parent) {
        journals.discard(request, parent);
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

    /** The session of one file. */
    private final class Run {
        private final UploadTask task;
        private final HashedContent content;
        private final NewFile file;
        private final Journal journal;

        Run(UploadTask task, HashedContent content, NewFile file, Journal journal) {
            this.task = task;
            this.content = content;
            this.file = file;
            this.journal = journal;
        }

        /** Begins a session or resumes an earlier one. */
        CompletableFuture<UploadOutcome> begin(UploadSession opened) {
            // the journal is kept until the file is verified, so that a killed process can check its outcome after a
            // restart
            return Futures.recover(
                            Futures.begin(() -> journal.resumable(content.content())
                                    .map(earlier -> earlier.makes(file) ? resume(earlier) : replace(opened, earlier))
                                    .orElseGet(() -> anew(opened))),
                            failure -> Futures.failed(withProgress(failure)))
                    .whenComplete((done, failure) -> {
                        if (failure == null || !goesOn(Futures.unwrap(failure))) {
                            journal.drop();
                        }
                        journal.close();
                    });
        }

        /** Adds to the end of a stopped upload what the journal has kept of it. */
        private Throwable withProgress(Throwable failure) {
            if (!(failure instanceof Pan123ShutdownException stopped)) {
                return failure;
            }
            return journal.resumable(content.content())
                    .filter(kept -> kept.makes(file))
                    .<Throwable>map(kept -> new Pan123ShutdownException(
                            stopped,
                            "The platform has " + journal.done().cardinality() + " of "
                                    + Slices.count(file.size(), kept.session().sliceSize())
                                    + " slices of this file, and the upload goes on with the rest when it is sent again"
                                    + " (journalDirectory)"))
                    .orElse(failure);
        }

        /** Uploads the whole file, with a new session if none is open. */
        private CompletableFuture<UploadOutcome> anew(UploadSession opened) {
            CompletableFuture<UploadSession> session = opened == null ? create() : Futures.completed(opened);
            return session.thenCompose(this::opened);
        }

        private CompletableFuture<UploadSession> create() {
            return journal.ownership().confirmed().thenCompose(sure -> task.create(file));
        }

        private CompletableFuture<UploadOutcome> opened(UploadSession session) {
            if (session.finished()) {
                return task.verify(session.fileId(), file, UploadOutcome.How.REUSED);
            }
            requireUsable(session);
            sliceSize.told(session.sliceSize());
            return journal.begin(file, session, task.verification().begun())
                    .thenCompose(recorded -> task.sendSlices(content, file, session, journal));
        }

        /**
         * Sends the slices that an earlier attempt did not send. Starts a new session if the platform no longer accepts
         * the old one.
         */
        private CompletableFuture<UploadOutcome> resume(Journal.Resumable earlier) {
            LOG.debug("The upload of {} is resumed", file.name());
            int arrived = journal.done().cardinality();
            boolean complete =
                    arrived == Slices.count(file.size(), earlier.session().sliceSize());
            return Futures.recover(task.sendSlices(content, file, earlier.session(), journal), failure -> {
                if (refused(failure) || failure instanceof NotShownException) {
                    LOG.debug("The platform no longer accepts the rest of {}; its upload starts again", file.name());
                    // the file may exist, and its session may have been deleted for that reason; or the file was
                    // uploaded and deleted long ago
                    return UploadTask.firstOf(task.verification().earlier(file, earlier.since()), () -> anew(null));
                }
                boolean stranded =
                        LostAnswers.lost(failure) && !complete && journal.done().cardinality() == arrived;
                return stranded ? elsewhere(earlier.session(), failure) : Futures.failed(failure);
            });
        }

        /**
         * Starts a new session, because the earlier one has another duplicate mode. The earlier attempt may have
         * created the file.
         */
        private CompletableFuture<UploadOutcome> replace(UploadSession opened, Journal.Resumable earlier) {
            LOG.debug(
                    "The upload of {} starts again, with duplicate={} instead of {}",
                    file.name(),
                    file.duplicate(),
                    earlier.file().duplicate());
            return UploadTask.firstOf(task.verification().earlier(file, earlier.since()), () -> anew(opened));
        }

        /** Handles unreachable upload servers of a session. The platform may name other servers for a new session. */
        private CompletableFuture<UploadOutcome> elsewhere(UploadSession earlier, Throwable failure) {
            return create().thenCompose(created -> {
                if (!created.finished() && earlier.servers().containsAll(created.servers())) {
                    // the servers may become reachable again, and the slices that they have need not be sent again
                    return Futures.failed(failure);
                }
                LOG.debug("The upload servers of {} do not answer; its upload starts again with others", file.name());
                return opened(created);
            });
        }
    }
}
