package io.github.camelpan123.upload;

import java.time.Duration;

/**
 * How long to wait between two questions.
 *
 * @param poll whether the platform is done with an upload; one second by the notice
 * @param retry before something that failed is tried again for the first time; doubles each time
 */
record PollIntervals(Duration poll, Duration retry) {

    static final PollIntervals USUAL = new PollIntervals(Duration.ofSeconds(1), Duration.ofMillis(500));

    /** @param attempt from 0 */
    Duration before(int attempt) {
        return retry.multipliedBy(1L << attempt);
    }
}
