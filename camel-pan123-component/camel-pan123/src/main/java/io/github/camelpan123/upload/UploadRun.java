package io.github.camelpan123.upload;

import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import io.github.camelpan123.platform.Pan123ShutdownException;
import io.github.camelpan123.platform.UploadCalls;
import io.github.camelpan123.platform.UploadSession;
import io.github.camelpan123.support.DigestCache;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One upload from its first call to its last. */
final class UploadRun {

    private static final Logger LOG = LoggerFactory.getLogger(UploadRun.class);

    private final UploadTools tools;
    private final UploadRequest request;
    private final Arrival arrival;
    private final SessionUpload session;
    private CompletableFuture<Prepared> prepared;
    private Prepared held;
    private boolean over;
    /** Ends what was remembered of the content, should it be what the upload failed for. */
    private volatile Runnable cached = () -> {};

    /** A session that was opened on somebody's word, before the content was read. */
    private record Announced(NewFile file, UploadSession session) {}

    UploadRun(UploadTools tools, UploadRequest request) {
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
        return prepared().thenCompose(content -> {
            NewFile file = file(parent, content.content());
            if (announced != null && announced.file().equals(file)) {
                return send(content, file, announced.session());
            }
            return Arrival.first(there(file), () -> send(content, file, null));
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
            return hold(new Prepared(source, fingerprint(source, progress)));
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private Fingerprint fingerprint(UploadSource source, LongConsumer progress) throws IOException {
        DigestCache cache = source instanceof FileSource
                ? tools.digests().in(request.options().digestCacheDirectory()).orElse(null)
                : null;
        if (cache == null) {
            return digest(source, progress);
        }
        FileSource file = (FileSource) source;
        Optional<String> known = cache.find(file.file(), file.state());
        if (known.isPresent()) {
            cached = () -> cache.forget(file.file());
            return new Fingerprint(known.get(), 0, List.of());
        }
        Instant begun = Clock.systemUTC().instant();
        Fingerprint fingerprint = digest(source, progress);
        cache.keep(file.file(), file.state(), begun, fingerprint.md5());
        return fingerprint;
    }

    private Fingerprint digest(UploadSource source, LongConsumer progress) throws IOException {
        Fingerprint fingerprint = Uploader.inOneStep(source.size(), request.options())
                ? Digests.whole(source, progress)
                : Digests.withSlices(
                        source, tools.sliceSize().get(), tools.account().routes(), progress);
        source.requireUnchanged();
        return fingerprint;
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
            return arrival.earlier(file, doubted.get());
        }
        if (file.duplicate() != Duplicate.skipIfSame) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return tools.landings()
                .same(file)
                .thenApply(found -> found.map(entry -> new UploadOutcome(entry, UploadOutcome.How.SKIPPED)));
    }

    private CompletableFuture<UploadOutcome> send(Prepared content, NewFile file, UploadSession opened) {
        request.requireRunning();
        if (opened == null && Uploader.inOneStep(file.size(), request.options())) {
            return arrival.careful(
                            file, SingleStep::inDoubt, () -> tools.singleStep().send(request, content, file))
                    .make(FileEntry::fileId)
                    .thenCompose(fileId -> arrival.verified(fileId, file, UploadOutcome.How.SENT));
        }
        return session.send(content, file, opened);
    }

    /**
     * Lets go of the content, now or as soon as it has been read.
     *
     * @param done whether there is a file; else a stream that nobody has read is left to whoever sends it again
     */
    void close(boolean done) {
        Prepared content;
        boolean unread;
        if (!done) {
            cached.run();
        }
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
