package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.Pan123VerifyingException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadState;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Polls once a second until the platform has merged and verified an upload (notice, upload flow, steps 7 to 9). Both
 * {@code completed:false} and code 20103 mean "not yet". The call may be repeated at any time, so a lost answer only
 * costs one more call.
 */
final class Completion {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final AccountLease account;
    private final Uploader.Delays delays;

    Completion(AccountLease account, Uploader.Delays delays) {
        this.account = account;
        this.delays = delays;
    }

    /**
     * Returns the ID of the file.
     *
     * @param stillWanted throws an exception to end the polling
     * @param ownership the right to complete the upload, which is checked when a call is sent
     */
    CompletableFuture<Long> await(String preuploadId, Runnable stillWanted, Ownership ownership) {
        Asking asking = new Asking(preuploadId, stillWanted, ownership);
        asking.ask();
        return asking.fileId;
    }

    private final class Asking {
        private final String preuploadId;
        private final Runnable stillWanted;
        private final Ownership ownership;
        private final CompletableFuture<Long> fileId = Futures.pending();
        private final long end = System.nanoTime() + LONGEST.toNanos();
        private int withoutAnswer;

        Asking(String preuploadId, Runnable stillWanted, Ownership ownership) {
            this.preuploadId = preuploadId;
            this.stillWanted = stillWanted;
            this.ownership = ownership;
        }

        void ask() {
            try {
                stillWanted.run();
                ownership
                        .confirmed()
                        .thenCompose(sure -> account.call(UploadCalls.complete(preuploadId), ownership::requireSure))
                        .whenComplete((state, failure) -> answered(state, Futures.unwrap(failure)));
            } catch (RuntimeException e) {
                fileId.completeExceptionally(e);
            }
        }

        private void answered(UploadState state, Throwable failure) {
            if (failure instanceof Ownership.UnsureException) {
                ask();
            } else if (failure == null && state.finished()) {
                fileId.complete(state.fileId());
            } else if (notYet(failure)) {
                later();
            } else {
                fileId.completeExceptionally(failure);
            }
        }

        private boolean notYet(Throwable failure) {
            if (failure == null || failure instanceof Pan123VerifyingException) {
                withoutAnswer = 0;
                return true;
            }
            boolean mayStillCome = LostAnswers.lost(failure) || failure instanceof Pan123RateLimitedException;
            return mayStillCome && ++withoutAnswer < delays.retry().maxAttempts();
        }

        private void later() {
            if (System.nanoTime() - end > 0) {
                fileId.completeExceptionally(new Pan123UploadFailedException(
                        Api.UPLOAD_COMPLETE,
                        "The platform did not finish verifying the upload within " + LONGEST.toMinutes()
                                + " minutes; the file may still appear, so look for it before uploading again",
                        null));
                return;
            }
            account.delay(delays.poll()).whenComplete((over, stopped) -> {
                if (stopped == null) {
                    ask();
                } else {
                    fileId.completeExceptionally(stopped);
                }
            });
        }
    }
}
