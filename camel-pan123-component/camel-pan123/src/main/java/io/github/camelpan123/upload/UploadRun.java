package io.github.camelpan123.upload;

import io.github.camelpan123.account.Futures;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import io.github.camelpan123.platform.Pan123CredentialsException;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NameConflictException;
import io.github.camelpan123.platform.Pan123ShutdownException;
import io.github.camelpan123.platform.Pan123UploadFailedException;
import io.github.camelpan123.platform.Pan123WriteBannedException;
import io.github.camelpan123.platform.UploadCalls;
import io.github.camelpan123.platform.UploadSession;
import io.github.camelpan123.upload.Verification.NotShownException;
import io.github.camelpan123.upload.Verification.OtherContentException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One upload from its first call to its last. */
final class UploadRun {

    private static final Logger LOG = LoggerFactory.getLogger(UploadRun.class);

    private final UploadTools tools;
    private final UploadRequest request;
    private final Instant begun = Clock.systemUTC().instant();
    private CompletableFuture<Prepared> prepared;
    private Prepared held;
    private boolean over;

    /** A session that was opened on somebody's word, before the content was read. */
    private record Announced(NewFile file, UploadSession session) {}

    UploadRun(UploadTools tools, UploadRequest request) {
        this.tools = tools;
        this.request = request;
    }

    /** Uploads into a folder; may be asked again with another one. */
    CompletableFuture<UploadOutcome> into(long parent) {
        return tools.places()
                .take(new UploadTools.Place(parent, request.name()), () -> (request.announced() == null
                                ? read(parent, null)
                                : announce(parent))
                        .thenApply(outcome -> {
                            tools.journals().discard(request.options().journalDirectory(), parent, request.name());
                            return outcome;
                        }))
                .thenApply(outcome -> {
                    long size = outcome.file().size();
                    request.progress().at(UploadProgress.Phase.DONE, request.name(), size, size);
                    return outcome;
                });
    }

    private NewFile file(long parent, Content content) {
        return new NewFile(
                parent,
                request.name(),
                content.md5(),
                content.size(),
                request.options().duplicate());
    }

    /** Tries what the content is said to be; nothing is read for that. */
    private CompletableFuture<UploadOutcome> announce(long parent) {
        request.requireRunning();
        Uploader.requireSize(request.announced().size(), request.options());
        NewFile file = file(parent, request.announced());
        return first(there(file), () -> create(file)
                .thenCompose(session -> session.finished()
                        ? verified(session.fileId(), file, UploadOutcome.How.REUSED)
                        : read(parent, new Announced(file, session))));
    }

    private CompletableFuture<UploadOutcome> read(long parent, Announced announced) {
        request.requireRunning();
        return prepared().thenCompose(content -> {
            NewFile file = file(parent, content.content());
            if (announced != null && announced.file().equals(file)) {
                return send(content, file, announced.session());
            }
            return first(there(file), () -> send(content, file, null));
        });
    }

    private synchronized CompletableFuture<Prepared> prepared() {
        if (prepared == null) {
            prepared = request.body().atHand() ? prepareHere() : tools.account().read(this::prepare);
        }
        return prepared;
    }

    /** To hand it to another thread would take longer. */
    private CompletableFuture<Prepared> prepareHere() {
        try {
            return CompletableFuture.completedFuture(prepare());
        } catch (IOException | RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Prepared prepare() throws IOException {
        UploadOptions options = request.options();
        UploadSource source = request.body()
                .open(tools.spools()
                        .spool(Math.min(options.maxSpoolSize(), UploadCalls.LARGEST), request::requireRunning));
        try {
            // a stream may have kept its reader waiting for long
            request.requireRunning();
            long size = source.size();
            Uploader.requireSize(size, options);
            LongConsumer progress = done -> {
                request.requireRunning();
                request.progress().at(UploadProgress.Phase.HASH, request.name(), done, size);
            };
            Fingerprint fingerprint = Uploader.inOneStep(size, options)
                    ? Digests.whole(source, progress)
                    : Digests.withSlices(
                            source, tools.sliceSize().get(), tools.account().routes(), progress);
            source.requireUnchanged();
            return hold(new Prepared(source, fingerprint));
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private synchronized Prepared hold(Prepared content) {
        if (over) {
            throw new Pan123ShutdownException(null);
        }
        held = content;
        return content;
    }

    /** What is there already: the same file if that is to be skipped, or an earlier upload whose answer got lost. */
    private CompletableFuture<Optional<UploadOutcome>> there(NewFile file) {
        Optional<Landings.Doubt> doubted = tools.landings().doubted(file);
        if (doubted.isPresent()) {
            return earlier(file, doubted.get());
        }
        if (file.duplicate() != Duplicate.skipIfSame) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return tools.landings()
                .same(file)
                .thenApply(found -> found.map(entry -> new UploadOutcome(entry, UploadOutcome.How.SKIPPED)));
    }

    private CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, Landings.Doubt doubted) {
        if (doubted.fileId() == 0) {
            return earlier(file, doubted.since());
        }
        return Futures.recover(
                tools.verification()
                        .of(doubted.fileId(), file)
                        .thenApply(entry -> Optional.of(landed(entry, file, UploadOutcome.How.SENT))),
                failure -> failure instanceof NotShownException || failure instanceof OtherContentException
                        ? earlier(file, doubted.since())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Optional<UploadOutcome>> earlier(NewFile file, Instant since) {
        return tools.landings()
                .find(file, since)
                .thenCompose(entry -> entry.isPresent()
                        ? verified(entry.get().fileId(), file, UploadOutcome.How.SENT)
                                .thenApply(Optional::of)
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    private static CompletableFuture<UploadOutcome> first(
            CompletableFuture<Optional<UploadOutcome>> there, Supplier<CompletableFuture<UploadOutcome>> otherwise) {
        return there.thenCompose(
                found -> found.map(CompletableFuture::completedFuture).orElseGet(otherwise));
    }

    private CompletableFuture<UploadOutcome> send(Prepared content, NewFile file, UploadSession opened) {
        request.requireRunning();
        if (opened == null && Uploader.inOneStep(file.size(), request.options())) {
            return careful(file, SingleStep::inDoubt, () -> tools.singleStep().send(request, content, file))
                    .make(FileEntry::fileId)
                    .thenCompose(fileId -> verified(fileId, file, UploadOutcome.How.SENT));
        }
        return tools.contents().take(content.content(), () -> inSlices(content, file, opened));
    }

    private <R> CarefulCall<R> careful(
            NewFile file, Predicate<Throwable> inDoubt, Supplier<CompletableFuture<R>> call) {
        return new CarefulCall<>(tools.account(), tools.pauses(), tools.landings(), file, begun, inDoubt, () -> {
            request.requireRunning();
            return call.get();
        });
    }

    private CompletableFuture<UploadSession> create(NewFile file) {
        return careful(file, Repetition::lost, () -> tools.account().call(UploadCalls.create(file)))
                .make(entry -> new UploadSession(entry.fileId(), true, "", 0, List.of()));
    }

    private CompletableFuture<UploadOutcome> inSlices(Prepared content, NewFile file, UploadSession opened) {
        Journal journal;
        try {
            journal = tools.journals().open(request.options().journalDirectory(), file.parentFileId(), file.name());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        // the journal stays until the file has been seen: whoever is killed before asks again what became of it
        return Futures.begin(() -> journal.resumable(content.content())
                        .map(begun -> resume(content, file, journal, begun))
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
                && !Repetition.lost(e)
                && (e instanceof Pan123UploadFailedException || !e.isRetriable())
                && !(e instanceof Pan123NameConflictException
                        || e instanceof Pan123WriteBannedException
                        || e instanceof Pan123CredentialsException);
    }

    /** Sends what an earlier attempt left; anew when the platform does not know the session any more. */
    private CompletableFuture<UploadOutcome> resume(
            Prepared content, NewFile file, Journal journal, Journal.Resumable earlier) {
        LOG.info("The upload of {} goes on where an earlier one ended", file.name());
        int arrived = journal.done().cardinality();
        boolean complete =
                arrived == Slices.count(file.size(), earlier.session().sliceSize());
        return Futures.recover(slices(content, file, earlier.session(), journal), failure -> {
            if (refused(failure) || failure instanceof NotShownException) {
                LOG.info("The platform does not take the rest of {} any more; its upload begins anew", file.name());
                // it may have landed, and the session be forgotten for that very reason; or it landed long ago and is
                // gone
                return first(earlier(file, earlier.since()), () -> anew(content, file, null, journal));
            }
            boolean stranded =
                    Repetition.lost(failure) && !complete && journal.done().cardinality() == arrived;
            return stranded
                    ? elsewhere(content, file, journal, earlier.session(), failure)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    /** No server takes anything any more that was named for a session; the platform may name others by now. */
    private CompletableFuture<UploadOutcome> elsewhere(
            Prepared content, NewFile file, Journal journal, UploadSession earlier, Throwable failure) {
        return create(file).thenCompose(created -> {
            if (!created.finished() && earlier.servers().containsAll(created.servers())) {
                // they will come back, and then what they have need not be sent again
                return CompletableFuture.failedFuture(failure);
            }
            LOG.info("The servers that took {} do not answer; its upload begins anew with others", file.name());
            return opened(content, file, created, journal);
        });
    }

    private CompletableFuture<UploadOutcome> anew(
            Prepared content, NewFile file, UploadSession opened, Journal journal) {
        CompletableFuture<UploadSession> session =
                opened == null ? create(file) : CompletableFuture.completedFuture(opened);
        return session.thenCompose(created -> opened(content, file, created, journal));
    }

    private CompletableFuture<UploadOutcome> opened(
            Prepared content, NewFile file, UploadSession session, Journal journal) {
        if (session.finished()) {
            return verified(session.fileId(), file, UploadOutcome.How.REUSED);
        }
        requireUsable(session);
        tools.sliceSize().set(session.sliceSize());
        journal.begin(content.content(), session, begun);
        return slices(content, file, session, journal);
    }

    private CompletableFuture<UploadOutcome> slices(
            Prepared content, NewFile file, UploadSession session, Journal journal) {
        return changedOr(content, tools.slices().send(request, content, session, journal))
                .thenCompose(sent -> {
                    requireUnchanged(content);
                    request.progress().at(UploadProgress.Phase.VERIFY, file.name(), file.size(), file.size());
                    return completed(file, session);
                })
                .thenCompose(fileId -> verified(fileId, file, UploadOutcome.How.SENT));
    }

    /** The id of the file. Whatever else the asking ends with, the file may be there all the same (reference 7.3). */
    private CompletableFuture<Long> completed(NewFile file, UploadSession session) {
        return tools.completion()
                .await(session.preuploadId(), request::requireRunning)
                .whenComplete((fileId, failure) -> {
                    if (failure != null) {
                        tools.landings().doubt(file, begun);
                    }
                });
    }

    /** When the platform refuses a slice, it may be because it is not what it was when it was read. */
    private static CompletableFuture<Void> changedOr(Prepared content, CompletableFuture<Void> sent) {
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

    private static void requireUnchanged(Prepared content) {
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

    private CompletableFuture<UploadOutcome> verified(long fileId, NewFile file, UploadOutcome.How how) {
        if (!request.options().verify()) {
            return CompletableFuture.completedFuture(landed(unverified(fileId, file), file, how));
        }
        return tools.verification().of(fileId, file).handle((entry, failure) -> {
            if (failure == null) {
                return landed(entry, file, how);
            }
            if (!(Futures.unwrap(failure) instanceof OtherContentException)) {
                tools.landings().doubt(file, begun, fileId);
            }
            throw new CompletionException(Futures.unwrap(failure));
        });
    }

    private UploadOutcome landed(FileEntry entry, NewFile file, UploadOutcome.How how) {
        tools.landings().landed(file, entry);
        return new UploadOutcome(entry, how);
    }

    private static FileEntry unverified(long fileId, NewFile file) {
        return new FileEntry(
                fileId, file.name(), file.parentFileId(), false, file.size(), file.etag(), 0, 0, false, null, null);
    }

    /**
     * Lets go of the content, now or as soon as it has been read.
     *
     * @param done whether there is a file; else a stream that nobody has read is left to whoever sends it again
     */
    void close(boolean done) {
        Prepared content;
        boolean unread;
        synchronized (this) {
            over = true;
            content = held;
            held = null;
            unread = prepared == null;
        }
        try {
            if (content != null) {
                content.close();
            }
            if (done && unread) {
                request.body().close();
            }
        } catch (IOException e) {
            LOG.warn("What was held of a stream for its upload cannot be removed: {}", e.toString());
        }
    }
}
