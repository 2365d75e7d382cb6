package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Sends the slices of a file concurrently and in any order (platform/calls.md, "Send a slice"). A failed slice is sent
 * again, to another server if there is one. The first permanent failure cancels the others.
 */
final class Slices {

    private final AccountLease account;
    private final RetryPolicy retry;
    private final UploadServerChoice servers = new UploadServerChoice(System::nanoTime);

    Slices(AccountLease account, RetryPolicy retry) {
        this.account = account;
        this.retry = retry;
    }

    /**
     * Sends the missing slices.
     *
     * @param journal contains the slices that the platform has, and records new ones
     * @return completes when no request is in progress any longer
     */
    CompletableFuture<Void> send(UploadRequest request, HashedContent content, UploadSession session, Journal journal) {
        Transfer transfer = new Transfer(request, content, session, journal);
        transfer.start(request.options().concurrency());
        return transfer.over;
    }

    private final class Transfer {
        private final UploadRequest request;
        private final HashedContent content;
        private final UploadSource source;
        private final UploadSession session;
        private final Journal journal;
        private final Ownership ownership;
        private final int[] missing;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger rows = new AtomicInteger();
        private final AtomicLong sent = new AtomicLong();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final CompletableFuture<Void> over = Futures.pending();

        Transfer(UploadRequest request, HashedContent content, UploadSession session, Journal journal) {
            this.request = request;
            this.content = content;
            this.source = content.source();
            this.session = session;
            this.journal = journal;
            this.ownership = journal.ownership();
            BitSet there = journal.done();
            int count = count(source.size(), session.sliceSize());
            BitSet all = new BitSet(count);
            all.set(0, count);
            all.andNot(there);
            missing = all.stream().toArray();
            there.stream().forEach(index -> sent.addAndGet(length(index)));
        }

        private long length(int index) {
            return Math.min(session.sliceSize(), source.size() - index * session.sliceSize());
        }

        void start(int concurrency) {
            int atOnce = Math.min(concurrency, missing.length);
            if (atOnce == 0) {
                over.complete(null);
                return;
            }
            rows.set(atOnce);
            for (int i = 0; i < atOnce; i++) {
                next();
            }
        }

        private void next() {
            int position = failure.get() == null ? next.getAndIncrement() : missing.length;
            if (position < missing.length) {
                slice(missing[position], 1, new HashSet<>());
            } else if (rows.decrementAndGet() == 0) {
                if (failure.get() == null) {
                    over.complete(null);
                } else {
                    over.completeExceptionally(failure.get());
                }
            }
        }

        private void failed(Throwable cause) {
            failure.compareAndSet(null, cause);
            next();
        }

        private void slice(int index, int attempt, Set<String> avoid) {
            ownership.confirmed().whenComplete((sure, failure) -> {
                try {
                    if (failure == null) {
                        send(index, attempt, avoid);
                    } else {
                        failed(Futures.unwrap(failure));
                    }
                } catch (RuntimeException | Error e) {
                    failed(e);
                }
            });
        }

        private void send(int index, int attempt, Set<String> avoid) {
            String server = servers.take(session.servers(), avoid);
            AtomicLong begun = new AtomicLong(System.nanoTime());
            AtomicLong inThisTry = new AtomicLong();
            account.upload(UploadCalls.slice(), server, length(index), () -> {
                        begun.set(System.nanoTime());
                        return form(index, inThisTry);
                    })
                    .whenComplete((done, wrapped) -> {
                        try {
                            if (wrapped == null) {
                                servers.answered(server, length(index), System.nanoTime() - begun.get());
                                done(index);
                            } else if (Futures.unwrap(wrapped) instanceof Ownership.UnsureException) {
                                slice(index, attempt, avoid);
                            } else {
                                servers.failed(server);
                                report(-inThisTry.get());
                                avoid.add(server);
                                again(index, attempt, avoid, Futures.unwrap(wrapped));
                            }
                        } catch (RuntimeException | Error e) {
                            failed(e);
                        }
                    });
        }

        private void done(int index) {
            journal.done(index).whenComplete((recorded, failure) -> {
                try {
                    if (failure == null) {
                        next();
                    } else {
                        failed(Futures.unwrap(failure));
                    }
                } catch (RuntimeException | Error e) {
                    failed(e);
                }
            });
        }

        private HttpEntity form(int index, AtomicLong inThisTry) throws IOException {
            request.requireRunning();
            ownership.requireSure();
            long offset = index * session.sliceSize();
            String known =
                    length(index) == source.size() ? content.md5() : content.sliceMd5(index, session.sliceSize());
            String md5 = known != null ? known : Digests.of(source, offset, length(index));
            return MultipartBodies.slice(
                    session.preuploadId(), index + 1, md5, source, offset, length(index), bytes -> {
                        request.requireRunning();
                        inThisTry.addAndGet(bytes);
                        account.sent(bytes);
                        report(bytes);
                    });
        }

        private void again(int index, int attempt, Set<String> avoid, Throwable cause) {
            boolean worthIt = cause instanceof Pan123Exception e
                    && !(e.getCause() instanceof SourceChangedException)
                    && (e.isRetriable() || LostAnswers.lost(e))
                    && attempt < retry.maxAttempts()
                    && failure.get() == null
                    && request.running().getAsBoolean();
            if (!worthIt) {
                failed(cause.getCause() instanceof SourceChangedException changed ? changed : cause);
                return;
            }
            account.delay(retry.delayAfter(attempt)).whenComplete((over, stopped) -> {
                if (stopped == null) {
                    slice(index, attempt + 1, avoid);
                } else {
                    failed(Futures.unwrap(stopped));
                }
            });
        }

        private void report(long bytes) {
            request.progress().at(UploadProgress.Phase.SEND, request.name(), sent.addAndGet(bytes), source.size());
        }
    }

    /**
     * The expected slice size of the next upload. The platform returns the actual size only after it knows the content.
     */
    static final class Size {

        /**
         * The slice size in every sample (platform/calls.md, "Names and sizes"). With a wrong guess, slices are
         * digested when they are sent.
         */
        private static final long USUAL = 16L * 1024 * 1024;

        private volatile long last = USUAL;

        long last() {
            return last;
        }

        /** Records the slice size that the platform returned. */
        void told(long size) {
            last = size;
        }
    }

    static int count(long size, long sliceSize) {
        return Math.toIntExact((size + sliceSize - 1) / sliceSize);
    }
}
