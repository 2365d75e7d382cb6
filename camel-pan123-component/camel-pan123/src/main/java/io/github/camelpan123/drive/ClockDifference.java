package io.github.camelpan123.drive;

import java.time.Duration;
import java.time.Instant;

/**
 * The lower bound of how far the platform's clock is ahead of the local clock. The platform shows a file only after it
 * was created, so each creation time gives a bound. The bound makes times of the platform comparable with local times.
 */
final class ClockDifference {

    /** The assumed difference while nothing is known, and the maximum difference that is accepted. */
    private static final Duration MOST = Duration.ofHours(1);
    /** The tolerance for the platform's times, which are whole seconds. */
    private static final Duration ROUNDED = Duration.ofSeconds(2);

    private volatile Duration ahead = MOST.negated();
    private volatile boolean known;

    /** Handles a file that was created just before {@code now} and that the platform shows. */
    void shown(Instant createdAt, Instant now) {
        Duration least = Duration.between(now, createdAt);
        if (least.compareTo(MOST) > 0) {
            least = MOST;
        }
        ahead = least.compareTo(MOST.negated()) < 0 ? MOST.negated() : least;
        known = true;
    }

    /** Whether the platform has shown a file that was created just before. */
    boolean known() {
        return known;
    }

    /** Whether a time of the platform's clock lies between two local times, assuming that both clocks are right. */
    static boolean between(Instant time, Instant from, Instant to) {
        return !time.isBefore(from.minus(ROUNDED)) && !time.isAfter(to.plus(ROUNDED));
    }

    /** Returns the earliest platform time of a file that was created after a local time. */
    Instant earliest(Instant since) {
        return since.plus(ahead).minus(ROUNDED);
    }
}
