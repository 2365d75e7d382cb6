package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check of an engine that may block. An engine that does not answer in time is left unchecked. */
final class CheckInTime {

    private static final Logger LOG = LoggerFactory.getLogger(CheckInTime.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private CheckInTime() {}

    /**
     * Runs a check.
     *
     * @param check returns what is wrong, which is thrown as an {@link IllegalArgumentException}, or empty. Throws if
     *     the engine cannot be reached
     */
    static void run(ClusterSettings settings, Callable<Optional<String>> check) {
        Optional<String> wrong;
        try (EngineThreads thread = new EngineThreads(1)) {
            wrong = thread.call(check).get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "The engine of cluster={} cannot be reached now; limited calls wait until it can", settings.type());
            LOG.debug("The engine of cluster={} cannot be checked", settings.type(), e);
            return;
        }
        wrong.ifPresent(text -> {
            throw new IllegalArgumentException(text);
        });
    }
}
