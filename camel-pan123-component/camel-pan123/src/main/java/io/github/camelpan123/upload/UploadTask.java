package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.support.DigestCache;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload. Its steps: open the content and hash it, look what is there already, create a session or send all in one
 * request, send slices, wait until the platform has merged them, verify what it shows. What somebody has announced of the
 * content may end it after the third step, before anything is read.
 */
final class UploadTask {

    private static final Logger LOG = LoggerFactory.getLogger(UploadTask.class);

    private final UploadTools tools;
    private final UploadRequest request;
    private final Arrival arrival;
    private final SessionUpload session;
    private CompletableFuture<HashedContent> content;
    private UploadSource held;
    private boolean over;
    /** Ends what was remembered of the content, should it be what the upload failed for. */
    private volatile Runnable cached = () -> {};

    /** @param known the digests, where they have been computed already; else null */
    private record Opened(UploadSource source, Fingerprint known) {}

    /** A session that was opened on somebody's word, before the content was read. */
    private record Announced(NewFile file, UploadSession session) {}

    UploadTask(UploadTools tools, UploadRequest request) {
        this.tools = tools;
        this.request = request;
        this.arrival = new Arrival(tools, request);
        this.session = new SessionUpload(tools, request, arrival);
    }

    /** Uploads into a folder; may be asked again with another one. */
    CompletableFuture<UploadOutcome> into(long parent) {
        return tools.drive()
                .places()
                .take(parent, request.name(), () -> (request.announced() == null
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
        return Arrival.first(there(file), () -> session.create(file)
                .thenCompose(opened -> opened.finished()
                        ? arrival.verified(opened.fileId(), file, UploadOutcome.How.REUSED)
                        : read(parent, new Announced(file, opened))));
    }

    private CompletableFuture<UploadOutcome> read(long parent, Announced announced) {
        request.requireRunning();
        return content().thenCompose(hashed -> {
            NewFile file = file(parent, hashed.content());
            if (announced != null && announced.file().equals(file)) {
                return send(hashed, file, announced.session());
            }
            return Arrival.first(there(file), () -> send(hashed, file, null));
        });
    }

    /** Reads the content, once for however many folders are tried. */
    private synchronized CompletableFuture<HashedContent> content() {
        if (content == null) {
            content = open().thenCompose(this::hash);
        }
        return content;
    }

    private CompletableFuture<Opened> open() {
        if (!request.body().atHand()) {
            return tools.account().read(this::openNow);
        }
        try {
            // to hand it to another thread would take longer
            return CompletableFuture.completedFuture(openNow());
        } catch (IOException | RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Digests it too where that is done with one digest, or was done before. */
    private Opened openNow() throws IOException {
        UploadOptions options = request.options();
        UploadSource source = hold(request.body()
                .open(tools.spools()
                        .spool(Math.min(options.maxSpoolSize(), UploadCalls.LARGEST), request::requireRunning)));
        // a stream may have kept its reader waiting for long
        request.requireRunning();
        Uploader.requireSize(source.size(), options);
        Optional<Fingerprint> known = digestedBefore(source);
        if (known.isEmpty() && Uploader.inOneStep(source.size(), options)) {
            known = Optional.of(digest(source, progress -> Digests.whole(source, progress)));
        }
        return new Opened(source, known.orElse(null));
    }

    private CompletableFuture<HashedContent> hash(Opened opened) {
        UploadSource source = opened.source();
        CompletableFuture<Fingerprint> fingerprint = opened.known() != null
                ? CompletableFuture.completedFuture(opened.known())
                : tools.account().digest(threads -> digest(source, progress -> withSlices(source, threads, progress)));
        return fingerprint.thenApply(digests -> new HashedContent(source, digests));
    }

    private Fingerprint withSlices(UploadSource source, Executor digesters, LongConsumer progress) throws IOException {
        return Digests.withSlices(source, tools.sliceSize().last(), digesters, progress);
    }

    @FunctionalInterface
    private interface Digesting {
        Fingerprint digest(LongConsumer progress) throws IOException;
    }

    private Fingerprint digest(UploadSource source, Digesting work) throws IOException {
        Instant begun = Clock.systemUTC().instant();
        Fingerprint fingerprint = work.digest(done -> {
            request.requireRunning();
            request.progress().at(UploadProgress.Phase.HASH, request.name(), done, source.size());
        });
        source.requireUnchanged();
        if (source instanceof FileSource file) {
            cache().ifPresent(cache -> cache.keep(file.file(), file.state(), begun, fingerprint.md5()));
        }
        return fingerprint;
    }

    private Optional<Fingerprint> digestedBefore(UploadSource source) {
        if (!(source instanceof FileSource file)) {
            return Optional.empty();
        }
        return cache().flatMap(cache -> cache.find(file.file(), file.state()).map(md5 -> {
            cached = () -> cache.forget(file.file());
            return new Fingerprint(md5, 0, List.of());
        }));
    }

    private Optional<DigestCache> cache() {
        return tools.digests().in(request.options().digestCacheDirectory());
    }

    private synchronized UploadSource hold(UploadSource source) throws IOException {
        if (over) {
            source.close();
            throw new Pan123ShutdownException(null);
        }
        held = source;
        return source;
    }

    /** What is there already: the same file if that is to be skipped, or an earlier upload whose answer got lost. */
    private CompletableFuture<Optional<UploadOutcome>> there(NewFile file) {
        Optional<LostUploads.Doubt> doubted = tools.lostUploads().doubted(file);
        if (doubted.isPresent()) {
            return arrival.earlier(file, doubted.get());
        }
        if (file.duplicate() != Duplicate.skipIfSame) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return tools.lostUploads()
                .same(file)
                .thenApply(found -> found.map(entry -> new UploadOutcome(entry, UploadOutcome.How.SKIPPED)));
    }

    private CompletableFuture<UploadOutcome> send(HashedContent hashed, NewFile file, UploadSession opened) {
        request.requireRunning();
        if (opened == null && Uploader.inOneStep(file.size(), request.options())) {
            return arrival.careful(
                            file, SingleStep::inDoubt, () -> tools.singleStep().send(request, hashed, file))
                    .make(FileEntry::fileId)
                    .thenCompose(fileId -> arrival.verified(fileId, file, UploadOutcome.How.SENT));
        }
        return session.send(hashed, file, opened);
    }

    /**
     * Lets go of the content, now or as soon as it has been read.
     *
     * @param done whether there is a file; else a stream that nobody has read is left to whoever sends it again
     */
    void close(boolean done) {
        UploadSource source;
        boolean unread;
        if (!done) {
            cached.run();
        }
        synchronized (this) {
            over = true;
            source = held;
            held = null;
            unread = content == null;
        }
        try {
            if (source != null) {
                source.close();
            }
            if (done && unread) {
                request.body().close();
            }
        } catch (IOException e) {
            LOG.warn("What was held of a stream for its upload cannot be removed: {}", e.toString());
        }
    }
}
