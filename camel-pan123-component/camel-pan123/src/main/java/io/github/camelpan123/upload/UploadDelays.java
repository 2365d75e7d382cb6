package io.github.camelpan123.upload;

import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;

/**
 * The delays of an upload.
 *
 * @param poll the delay between two polls of a completion; one second according to the notice
 * @param retry the retries of failed calls and lookups
 */
record UploadDelays(Duration poll, RetryPolicy retry) {

    private static final int ATTEMPTS = 4;

    static final UploadDelays USUAL = of(Duration.ofSeconds(1), Duration.ofMillis(500));

    static UploadDelays of(Duration poll, Duration firstRetry) {
        return new UploadDelays(
                poll, new RetryPolicy(ATTEMPTS, firstRetry, firstRetry.multipliedBy(1L << (ATTEMPTS - 1))));
    }
}
