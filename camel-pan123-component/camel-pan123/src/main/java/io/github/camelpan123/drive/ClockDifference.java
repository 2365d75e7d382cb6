package io.github.camelpan123.drive;

import java.time.Duration;
import java.time.Instant;

/**
 * By how much the platform's clock is ahead of this machine's, at least: a file that the platform shows was made before
 * now by any clock. So the times that the platform tells can be compared with those noted here.
 */
final class ClockDifference {

    /** What is allowed for as long as nothing is known, and what is believed at most. */
    private static final Duration MOST = Duration.ofHours(1);
    /** The platform tells whole seconds. */
    private static final Duration ROUNDED = Duration.ofSeconds(2);

    private volatile Duration ahead = MOST.negated();
    private volatile boolean known;

    /** The platform shows a file that was made just before. */
    void shown(Instant createdAt, Instant now) {
        Duration least = Duration.between(now, createdAt);
        if (least.compareTo(MOST) > 0) {
            least = MOST;
        }
        ahead = least.compareTo(MOST.negated()) < 0 ? MOST.negated() : least;
        known = true;
    }

    /** Whether the platform has shown anything yet that was made just before. */
    boolean known() {
        return known;
    }

    /** Whether a time of the platform's clock is between two of this machine's, if both clocks are right. */
    static boolean between(Instant time, Instant from, Instant to) {
        return !time.isBefore(from.minus(ROUNDED)) && !time.isAfter(to.plus(ROUNDED));
    }

    /** The earliest time by the platform's clock of what was made after a time of this machine's. */
    Instant earliest(Instant since) {
        return since.plus(ahead).minus(ROUNDED);
    }
}
