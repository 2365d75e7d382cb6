package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123ShutdownException;
import io.github.camelpan123.platform.Pan123UploadFailedException;
import io.github.camelpan123.platform.Pan123VerifyingException;
import io.github.camelpan123.platform.UploadCalls;
import io.github.camelpan123.platform.UploadState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks once a second until the platform has merged and verified an upload (notice, upload flow, steps 7 to 9). Both
 * ways of saying "not yet" count: {@code completed:false} and code 20103.
 */
final class Completion {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long PAUSE_MILLIS = 1000;

    private final AccountLease account;

    Completion(AccountLease account) {
        this.account = account;
    }

    /** The id of the file. */
    long await(String preuploadId) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            UploadState state = ask(preuploadId);
            if (state.finished()) {
                return state.fileId();
            }
            if (System.nanoTime() - end > 0) {
                throw new Pan123UploadFailedException(
                        Api.UPLOAD_COMPLETE,
                        "The platform did not finish verifying the upload within " + LONGEST.toMinutes()
                                + " minutes; the file may still appear, so look for it before uploading again",
                        null);
            }
            if (account.closed()) {
                throw new Pan123ShutdownException(Api.UPLOAD_COMPLETE);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private UploadState ask(String preuploadId) {
        try {
            return account.await(UploadCalls.complete(preuploadId));
        } catch (Pan123VerifyingException notYet) {
            return new UploadState(false, 0);
        }
    }
}
