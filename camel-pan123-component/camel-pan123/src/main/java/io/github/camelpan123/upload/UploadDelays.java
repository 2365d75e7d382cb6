package io.github.camelpan123.upload;

import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;

/**
 * The delays of an upload.
 *
 * @param poll between two questions whether the platform has merged an upload; one second by its notice
 * @param retry of what failed or did not show up
 */
record UploadDelays(Duration poll, RetryPolicy retry) {

    static final UploadDelays USUAL = of(Duration.ofSeconds(1), Duration.ofMillis(500));

    static UploadDelays of(Duration poll, Duration firstRetry) {
        return new UploadDelays(poll, new RetryPolicy(4, firstRetry, Duration.ofHours(2)));
    }
}
