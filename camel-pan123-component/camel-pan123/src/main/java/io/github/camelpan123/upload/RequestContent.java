package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.support.DigestCache;
import io.github.camelpan123.support.DigestCaches;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content of one upload. It is opened and digested once, regardless of how many folders are tried. */
final class RequestContent {

    private static final Logger LOG = LoggerFactory.getLogger(RequestContent.class);

    private final UploadRequest request;
    private final AccountLease account;
    private final Spools spools;
    private final DigestCaches digests;
    private final Slices.Size sliceSize;
    private CompletableFuture<HashedContent> hashed;
    private UploadSource held;
    private boolean over;
    /** Removes the cached digest of the content, in case it caused the upload to fail. */
    private volatile Runnable cached = () -> {};

    /** Creates the storage for streams that cannot be read twice. */
    @FunctionalInterface
    interface Spools {

        /**
         * @param longest the maximum number of bytes per stream
         * @param stillWanted throws an exception to cancel the writing
         */
        Spool spool(long longest, Runnable stillWanted);
    }

    /** @param hashed the content with its digests, if they are known already; otherwise null */
    private record Opened(UploadSource source, HashedContent hashed) {}

    @FunctionalInterface
    private interface Digesting {
        HashedContent digest(LongConsumer progress) throws IOException;
    }

    /**
     * @param digests the cached digests of local files
     * @param sliceSize the slice size that the platform used last
     */
    RequestContent(
            UploadRequest request, AccountLease account, Spools spools, DigestCaches digests, Slices.Size sliceSize) {
        this.request = request;
        this.account = account;
        this.spools = spools;
        this.digests = digests;
        this.sliceSize = sliceSize;
    }

    /** Returns the content with its digests. Fails with {@link IOException} if it cannot be read. */
    synchronized CompletableFuture<HashedContent> hashed() {
        if (hashed == null) {
            hashed = open().thenCompose(this::hash);
        }
        return hashed;
    }

    private CompletableFuture<Opened> open() {
        if (!request.body().atHand()) {
            return account.read(this::openNow);
        }
        try {
            // a switch to another thread would take longer
            return Futures.completed(openNow());
        } catch (IOException | RuntimeException | Error e) {
            return Futures.failed(e);
        }
    }

    /** Opens the content. Also digests it if that takes one digest only, or if the digest is cached. */
    private Opened openNow() throws IOException {
        UploadOptions options = request.options();
        UploadSource source = hold(request.body()
                .open(spools.spool(Math.min(options.maxSpoolSize(), UploadCalls.LARGEST), request::requireRunning)));
        // reading a stream may have taken a long time
        request.requireRunning();
        Uploader.requireSize(source.size(), options);
        Optional<HashedContent> known = digestedBefore(source);
        if (known.isEmpty() && Uploader.inOneStep(source.size(), options)) {
            known = Optional.of(digest(source, progress -> Digests.whole(source, progress)));
        }
        return new Opened(source, known.orElse(null));
    }

    private CompletableFuture<HashedContent> hash(Opened opened) {
        UploadSource source = opened.source();
        return opened.hashed() != null
                ? Futures.completed(opened.hashed())
                : account.digest(threads -> digest(source, progress -> withSlices(source, threads, progress)));
    }

    private HashedContent withSlices(UploadSource source, Executor digesters, LongConsumer progress)
            throws IOException {
        return Digests.withSlices(source, sliceSize.last(), digesters, progress);
    }

    private HashedContent digest(UploadSource source, Digesting work) throws IOException {
        Instant begun = Clock.systemUTC().instant();
        long since = System.nanoTime();
        HashedContent digested = work.digest(done -> {
            request.requireRunning();
            request.progress().at(UploadProgress.Phase.HASH, request.name(), done, source.size());
        });
        account.hashed(System.nanoTime() - since);
        source.requireUnchanged();
        if (source instanceof UploadSource.OfFile file) {
            cache().ifPresent(cache -> cache.keep(file.file(), file.state(), begun, digested.md5()));
        }
        return digested;
    }

    private Optional<HashedContent> digestedBefore(UploadSource source) {
        if (!(source instanceof UploadSource.OfFile file)) {
            return Optional.empty();
        }
        return cache().flatMap(cache -> cache.find(file.file(), file.state()).map(md5 -> {
            cached = () -> cache.forget(file.file());
            return HashedContent.whole(source, md5);
        }));
    }

    private Optional<DigestCache> cache() {
        return digests.in(request.options().digestCacheDirectory());
    }

    private synchronized UploadSource hold(UploadSource source) throws IOException {
        if (over) {
            source.close();
            throw new Pan123ShutdownException(null);
        }
        held = source;
        return source;
    }

    /**
     * Closes the content, now or as soon as it has been read.
     *
     * @param done whether the upload succeeded; if not, an unread stream stays open for the next attempt
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
            unread = hashed == null;
        }
        try {
            if (source != null) {
                source.close();
            }
            if (done && unread) {
                request.body().close();
            }
        } catch (IOException e) {
            LOG.warn("The content of an upload cannot be closed: {}", e.toString());
        }
    }
}
