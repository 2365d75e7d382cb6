package io.github.camelpan123;

import io.github.camelpan123.upload.UploadProgress;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the progress of an upload as events. The rate of events is limited, so that they do not slow down the upload.
 */
final class ProgressNotifier implements UploadProgress {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressNotifier.class);
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);

    private final Exchange exchange;
    private final ManagementStrategy events;
    private Phase lastPhase;
    private long lastAt;

    ProgressNotifier(Exchange exchange) {
        this.exchange = exchange;
        this.events = exchange.getContext().getManagementStrategy();
    }

    @Override
    public void at(Phase phase, String name, long done, long total) {
        if (events == null || events.getEventNotifiers().isEmpty() || !due(phase, done == total)) {
            return;
        }
        try {
            events.notify(new Pan123ProgressEvent(exchange, phase.name(), name, done, total));
        } catch (Exception e) {
            LOG.debug("An event notifier failed; the upload goes on", e);
        }
    }

    private synchronized boolean due(Phase phase, boolean end) {
        long now = System.nanoTime();
        if (phase != lastPhase || end || now - lastAt > BETWEEN) {
            lastPhase = phase;
            lastAt = now;
            return true;
        }
        return false;
    }
}
