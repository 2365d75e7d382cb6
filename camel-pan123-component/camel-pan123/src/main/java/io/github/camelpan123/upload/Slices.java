package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123ShutdownException;
import io.github.camelpan123.platform.UploadCalls;
import io.github.camelpan123.platform.UploadSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends the slices of one file, several at once and in no order (reference 7.2). A failed slice alone is sent again,
 * to another server where there is one; the first that fails for good stops the others.
 */
final class Slices {

    private static final int TRIES = 4;
    private static final long PAUSE_MILLIS = 500;

    private final AccountLease account;

    Slices(AccountLease account) {
        this.account = account;
    }

    void send(
            UploadSource source,
            String name,
            UploadSession session,
            Fingerprint fingerprint,
            int concurrency,
            UploadProgress progress)
            throws IOException, InterruptedException {
        Transfer transfer = new Transfer(source, name, session, fingerprint, progress);
        int senders = Math.min(concurrency, transfer.count);
        CompletableFuture<?>[] helpers = new CompletableFuture<?>[Math.max(0, senders - 1)];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = CompletableFuture.runAsync(transfer, account.routes());
        }
        transfer.run();
        try {
            CompletableFuture.allOf(helpers).join();
        } catch (CompletionException e) {
            transfer.failed(e.getCause());
        }
        transfer.requireSuccess();
    }

    private final class Transfer implements Runnable {
        private final UploadSource source;
        private final String name;
        private final UploadSession session;
        private final Fingerprint fingerprint;
        private final UploadProgress progress;
        private final int count;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicLong sent = new AtomicLong();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Transfer(
                UploadSource source,
                String name,
                UploadSession session,
                Fingerprint fingerprint,
                UploadProgress progress) {
            this.source = source;
            this.name = name;
            this.session = session;
            this.fingerprint = fingerprint;
            this.progress = progress;
            this.count = Math.toIntExact((source.size() + session.sliceSize() - 1) / session.sliceSize());
        }

        void failed(Throwable cause) {
            if (!failure.compareAndSet(null, cause) && failure.get() != cause) {
                failure.get().addSuppressed(cause);
            }
        }

        void requireSuccess() throws IOException, InterruptedException {
            Throwable cause = failure.get();
            if (cause instanceof RuntimeException e) {
                throw e;
            }
            if (cause instanceof IOException e) {
                throw e;
            }
            if (cause instanceof InterruptedException e) {
                throw e;
            }
            if (cause != null) {
                throw new IllegalStateException(cause);
            }
        }

        @Override
        public void run() {
            try {
                for (int i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
                    slice(i);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed(e);
            } catch (IOException | RuntimeException e) {
                failed(e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e);
            }
        }

        private void slice(int index) throws IOException, InterruptedException {
            long offset = index * session.sliceSize();
            long length = Math.min(session.sliceSize(), source.size() - offset);
            String known = fingerprint.sliceMd5(index, session.sliceSize());
            String md5 = known != null ? known : Digests.of(source, offset, length);
            for (int attempt = 0; ; attempt++) {
                if (account.closed()) {
                    throw new Pan123ShutdownException(Api.UPLOAD_SLICE);
                }
                AtomicLong inThisTry = new AtomicLong();
                try {
                    String server = session.servers()
                            .get((index + attempt) % session.servers().size());
                    account.upload(
                            UploadCalls.slice(),
                            server,
                            UploadForms.slice(session.preuploadId(), index + 1, md5, source, offset, length, bytes -> {
                                inThisTry.addAndGet(bytes);
                                report(bytes);
                            }));
                    return;
                } catch (Pan123Exception e) {
                    report(-inThisTry.get());
                    if (e.getCause() instanceof SourceChangedException changed) {
                        throw changed;
                    }
                    if (!e.isRetriable() || attempt + 1 >= TRIES) {
                        throw e;
                    }
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS << attempt);
                }
            }
        }

        private void report(long bytes) {
            progress.at(UploadProgress.Phase.SEND, name, sent.addAndGet(bytes), source.size());
        }
    }
}
