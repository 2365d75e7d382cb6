package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123TrafficExceededException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the downloads of an account after the platform reported exhausted traffic (code 5113), because further
 * requests would also be refused.
 */
final class DownloadPause {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadPause.class);

    /** The calls that return download URLs. The traffic belongs to the account, so all of them pause. */
    private static final Set<Api> DOWNLOADS = EnumSet.of(
            Api.DOWNLOAD_INFO, Api.TRANSCODE_FILE_DOWNLOAD, Api.TRANSCODE_SEGMENT_DOWNLOAD, Api.TRANSCODE_DOWNLOAD_ALL);

    private final Duration length;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private volatile Pause pause;

    /** One pause. Its duration is measured by a monotonic clock, and messages show the time of the wall clock. */
    private record Pause(long endNanos, Instant until, Pan123TrafficExceededException refused) {}

    DownloadPause(Duration length, LongSupplier nanoTime, Clock clock) {
        this.length = length;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    private Optional<Pause> current() {
        Pause current = pause;
        return current == null || nanoTime.getAsLong() - current.endNanos() >= 0
                ? Optional.empty()
                : Optional.of(current);
    }

    /** Reports the end of a pause once, when the next download begins. */
    private void reportEnd() {
        if (pause == null) {
            return;
        }
        boolean over = false;
        synchronized (this) {
            if (pause != null && current().isEmpty()) {
                pause = null;
                over = true;
            }
        }
        if (over) {
            LOG.info("The pause of downloads is over");
        }
    }

    Optional<Instant> until() {
        return current().map(Pause::until);
    }

    /** @throws Pan123TrafficExceededException if the call returns download URLs and downloads are paused */
    void require(Api api) {
        if (DOWNLOADS.contains(api)) {
            reportEnd();
            current().ifPresent(now -> {
                throw new Pan123TrafficExceededException(
                        now.refused(),
                        "The account's download traffic is used up (code 5113), so nothing is downloaded until "
                                + now.until() + " (option trafficPause)",
                        now.until());
            });
        }
    }

    /** Begins a pause if a call failed because of exhausted traffic. */
    Throwable noticed(Throwable failure) {
        if (!(failure instanceof Pan123TrafficExceededException refused) || refused.getUntil() != null) {
            return failure;
        }
        Instant until = clock.instant().plus(length).truncatedTo(ChronoUnit.MILLIS);
        boolean first;
        synchronized (this) {
            first = current().isEmpty();
            pause = new Pause(nanoTime.getAsLong() + length.toNanos(), until, refused);
        }
        if (first) {
            LOG.warn("The account's download traffic is used up: nothing is downloaded until {}", until);
        }
        return new Pan123TrafficExceededException(
                refused,
                refused.getMessage() + "; nothing is downloaded until " + until + " (option trafficPause)",
                until);
    }
}
