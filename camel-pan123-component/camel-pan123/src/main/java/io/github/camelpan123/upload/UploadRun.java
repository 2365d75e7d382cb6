package io.github.camelpan123.upload;

import io.github.camelpan123.account.Futures;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import io.github.camelpan123.platform.Pan123CredentialsException;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NameConflictException;
import io.github.camelpan123.platform.Pan123UploadFailedException;
import io.github.camelpan123.platform.Pan123WriteBannedException;
import io.github.camelpan123.platform.UploadCalls;
import io.github.camelpan123.platform.UploadSession;
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
                        ? landed(session.fileId(), file, UploadOutcome.How.REUSED)
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
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Prepared prepare() throws IOException {
        UploadOptions options = request.options();
        UploadSource source = request.body()
                .open(Spool.temporary(Math.min(options.maxSpoolSize(), UploadCalls.LARGEST), request::requireRunning));
        try {
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
            return new Prepared(source, fingerprint);
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    /** What is there already: the same file if that is to be skipped, or an earlier upload whose answer got lost. */
    private CompletableFuture<Optional<UploadOutcome>> there(NewFile file) {
        Optional<Instant> doubted = tools.landings().doubted(file);
        if (doubted.isPresent()) {
            return tools.landings()
                    .find(file, doubted.get())
                    .thenCompose(entry -> entry.isPresent()
                            ? landed(entry.get().fileId(), file, UploadOutcome.How.SENT)
                                    .thenApply(Optional::of)
                            : CompletableFuture.completedFuture(Optional.empty()));
        }
        if (file.duplicate() != Duplicate.skipIfSame) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return tools.landings()
                .same(file)
                .thenApply(found -> found.map(entry -> new UploadOutcome(entry, UploadOutcome.How.SKIPPED)));
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
                    .thenCompose(fileId -> landed(fileId, file, UploadOutcome.How.SENT));
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
        CompletableFuture<UploadOutcome> outcome = journal.resumable(content.content())
                .map(begun -> resume(content, file, journal, begun))
                .orElseGet(() -> anew(content, file, opened, journal));
        return outcome.whenComplete((done, failure) -> {
            if (failure == null || !goesOn(Futures.unwrap(failure))) {
                journal.drop();
            }
            journal.close();
        });
    }

    /** Whether the session may still take slices in a later attempt. */
    private static boolean goesOn(Throwable failure) {
        return failure instanceof Pan123Exception e && !refused(e) && !(e instanceof Pan123NameConflictException);
    }

    /** Whether the platform said for good that nothing will come of a session. */
    private static boolean refused(Throwable failure) {
        return failure instanceof Pan123Exception e
                && e.getCode() != 0
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
        return Futures.recover(slices(content, file, earlier.session(), journal), failure -> {
            if (!refused(failure) && !(failure instanceof NotShownException)) {
                return CompletableFuture.failedFuture(failure);
            }
            LOG.info("The platform does not take the rest of {} any more; its upload begins anew", file.name());
            // it may have landed, and the session be forgotten for that very reason; or it landed long ago and is gone
            return first(
                    tools.landings()
                            .find(file, earlier.since())
                            .thenCompose(entry -> entry.isPresent()
                                    ? landed(entry.get().fileId(), file, UploadOutcome.How.SENT)
                                            .thenApply(Optional::of)
                                    : CompletableFuture.completedFuture(Optional.empty())),
                    () -> anew(content, file, null, journal));
        });
    }

    private CompletableFuture<UploadOutcome> anew(
            Prepared content, NewFile file, UploadSession opened, Journal journal) {
        CompletableFuture<UploadSession> session =
                opened == null ? create(file) : CompletableFuture.completedFuture(opened);
        return session.thenCompose(created -> {
            if (created.finished()) {
                return landed(created.fileId(), file, UploadOutcome.How.REUSED);
            }
            requireUsable(created);
            tools.sliceSize().set(created.sliceSize());
            journal.begin(content.content(), created, begun);
            return slices(content, file, created, journal);
        });
    }

    private CompletableFuture<UploadOutcome> slices(
            Prepared content, NewFile file, UploadSession session, Journal journal) {
        return changedOr(content, tools.slices().send(request, content, session, journal))
                .thenCompose(sent -> {
                    requireUnchanged(content);
                    request.progress().at(UploadProgress.Phase.VERIFY, file.name(), file.size(), file.size());
                    return completed(file, session);
                })
                .thenCompose(fileId -> {
                    // from here on a later attempt has nothing to send
                    journal.drop();
                    return landed(fileId, file, UploadOutcome.How.SENT);
                });
    }

    /** The id of the file. When the asking ends without a word, the file may be there all the same. */
    private CompletableFuture<Long> completed(NewFile file, UploadSession session) {
        return tools.completion()
                .await(session.preuploadId(), request::requireRunning)
                .whenComplete((fileId, failure) -> {
                    if (failure != null && !refused(Futures.unwrap(failure))) {
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

    private CompletableFuture<UploadOutcome> landed(long fileId, NewFile file, UploadOutcome.How how) {
        return verified(fileId, file).handle((entry, failure) -> {
            if (failure == null) {
                tools.landings().landed(file, fileId);
                return new UploadOutcome(entry, how);
            }
            if (Repetition.lost(Futures.unwrap(failure))) {
                // nobody gets the entry now, so it is for the one who asks for the same again
                tools.landings().doubt(file, begun);
            }
            throw new CompletionException(Futures.unwrap(failure));
        });
    }

    private CompletableFuture<FileEntry> verified(long fileId, NewFile file) {
        if (!request.options().verify()) {
            return CompletableFuture.completedFuture(unverified(fileId, file));
        }
        // a new file can be briefly "not there" (reference 7.3)
        return tools.repetition()
                .whenever(
                        failure -> Repetition.lost(failure) || failure instanceof NotShownException,
                        () -> tools.drive().infos(List.of(fileId)).thenApply(found -> shown(found, fileId)))
                .thenApply(entry -> requireSame(entry, file));
    }

    private static FileEntry unverified(long fileId, NewFile file) {
        return new FileEntry(
                fileId, file.name(), file.parentFileId(), false, file.size(), file.etag(), 0, 0, false, null, null);
    }

    /** The platform reported a file and does not show it, or only in the recycle bin. */
    private static final class NotShownException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        NotShownException(long fileId) {
            super(Api.FILE_INFOS, "The platform reported file " + fileId + " as uploaded but does not show it", null);
        }
    }

    private static FileEntry shown(List<FileEntry> found, long fileId) {
        return found.stream()
                .filter(candidate -> candidate.fileId() == fileId && !candidate.trashed())
                .findFirst()
                .orElseThrow(() -> new NotShownException(fileId));
    }

    private static FileEntry requireSame(FileEntry entry, NewFile file) {
        if (!Landings.same(entry, file)) {
            throw new Pan123UploadFailedException(
                    Api.FILE_INFOS,
                    "File " + entry.fileId() + " has " + entry.size() + " bytes and MD5 " + entry.etag()
                            + " on the platform, but " + file.size() + " bytes and MD5 " + file.etag()
                            + " were uploaded",
                    null);
        }
        return entry;
    }

    /** Lets go of the content, now or as soon as it has been read. */
    void close() {
        CompletableFuture<Prepared> reading;
        synchronized (this) {
            reading = prepared;
        }
        if (reading != null) {
            reading.thenAccept(UploadRun::close);
        }
    }

    private static void close(Prepared content) {
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("What was held of a stream for its upload cannot be removed: {}", e.toString());
        }
    }
}
