package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadState;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Uploads a file with one request (platform/notice.md, "Single-step upload"). */
final class SingleStep {

    private final AccountLease account;
    private final ReadRetry retry;
    private final AtomicInteger next = new AtomicInteger();
    private CompletableFuture<List<String>> servers;
    private volatile int lostInARow;

    SingleStep(AccountLease account, ReadRetry retry) {
        this.account = account;
        this.retry = retry;
    }

    /**
     * Whether the file may exist after a failure. The platform may queue a content without returning its ID
     * (platform/calls.md, "Single-step upload"), which looks like "too frequent".
     */
    static boolean inDoubt(Throwable failure) {
        return LostAnswers.lost(failure)
                || failure instanceof Pan123RateLimitedException
                || failure instanceof NoIdException;
    }

    /** The platform accepted the content but returned no ID. */
    private static final class NoIdException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        NoIdException(NewFile file, UploadState state) {
            super(
                    Api.UPLOAD_SINGLE,
                    "The platform took " + file.name() + " (completed=" + state.completed()
                            + ") but gave no id, and the folder does not show it",
                    null);
        }
    }

    /** Sends one request and returns the ID of the file. Does not repeat it. */
    CompletableFuture<Long> send(UploadRequest request, HashedContent content, NewFile file) {
        CompletableFuture<List<String>> asked = servers();
        return asked.thenCompose(named -> {
            String server = named.get(Math.floorMod(next.get(), named.size()));
            AtomicLong sent = new AtomicLong();
            return Futures.recover(
                    account.upload(UploadCalls.single(), server, file.size(), () -> {
                                request.requireRunning();
                                return MultipartBodies.single(file, content.source(), bytes -> {
                                    request.requireRunning();
                                    account.sent(bytes);
                                    request.progress()
                                            .at(
                                                    UploadProgress.Phase.SEND,
                                                    file.name(),
                                                    sent.addAndGet(bytes),
                                                    file.size());
                                });
                            })
                            .thenApply(state -> id(file, state)),
                    failure -> {
                        failed(failure, asked, named.size());
                        return Futures.failed(
                                failure.getCause() instanceof SourceChangedException changed ? changed : failure);
                    });
        });
    }

    private long id(NewFile file, UploadState state) {
        if (lostInARow > 0) {
            lostInARow = 0;
        }
        if (state.fileId() == 0) {
            throw new NoIdException(file, state);
        }
        return state.fileId();
    }

    /** Returns the cached servers. They are requested again after all of them have failed one after another. */
    private synchronized CompletableFuture<List<String>> servers() {
        if (servers == null || servers.isCompletedExceptionally()) {
            servers = retry.of(() -> account.call(UploadCalls.domain())).thenApply(SingleStep::requireAny);
        }
        return servers;
    }

    private static List<String> requireAny(List<String> named) {
        if (named.isEmpty()) {
            throw new Pan123UploadFailedException(Api.UPLOAD_DOMAIN, "The platform names no upload server", null);
        }
        return named;
    }

    private synchronized void failed(Throwable failure, CompletableFuture<List<String>> asked, int named) {
        next.incrementAndGet();
        if (LostAnswers.lost(failure) && servers == asked && ++lostInARow >= named) {
            servers = null;
            lostInARow = 0;
        }
    }
}
