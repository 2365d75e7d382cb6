package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.support.BoundedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the files of folders, and sends their progress as events. A folder is a batch of exchanges, or the exchanges of
 * one split. Does nothing while nobody listens to events.
 */
final class FolderProgress {

    private static final Logger LOG = LoggerFactory.getLogger(FolderProgress.class);
    private static final Set<Pan123Operation> TRANSFERS = Set.of(Pan123Operation.upload, Pan123Operation.download);
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MOST_FOLDERS = 100;
    private static final int UNKNOWN = -1;

    private final Map<String, Folder> folders = BoundedMap.byUse(MOST_FOLDERS);

    private static final class Folder {
        private final long beganAt = System.nanoTime();
        private final Map<String, Long> callsBefore = new HashMap<>();
        private int begun;
        private int done;
        private int total;
        private long bytes;
        private long shownAt;
        private boolean shown;
        /** The number of files of the last event. */
        private int told;
    }

    /** Registers the begin of an operation. Must be followed by {@link #ended} if it returns true. */
    boolean began(Exchange exchange, Pan123Operation operation, AccountLease account) {
        if (!TRANSFERS.contains(operation) || !listening(exchange)) {
            return false;
        }
        String key = key(exchange);
        if (key == null) {
            return false;
        }
        synchronized (folders) {
            Folder folder = folders.get(key);
            if (folder == null || folder.done == folder.total) {
                folder = new Folder();
                folder.total = size(exchange);
                for (QueueFigures queue : account.queueControl().figures()) {
                    folder.callsBefore.put(queue.path(), queue.sent());
                }
                folders.put(key, folder);
            } else if (folder.total != UNKNOWN && folder.begun == folder.total) {
                // the next batch began before this one was done
                folder.total += size(exchange);
            }
            folder.begun++;
        }
        return true;
    }

    private static boolean listening(Exchange exchange) {
        ManagementStrategy events = exchange.getContext().getManagementStrategy();
        return events != null && !events.getEventNotifiers().isEmpty();
    }

    /** Returns what the exchanges of a folder have in common; null if the exchange belongs to none. */
    private static String key(Exchange exchange) {
        if (exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null) {
            return "split " + exchange.getProperty(ExchangePropertyKey.CORRELATION_ID);
        }
        Integer batch = exchange.getProperty(ExchangePropertyKey.BATCH_SIZE, Integer.class);
        return batch != null && batch > 1 ? "batch " + exchange.getFromRouteId() : null;
    }

    private static int size(Exchange exchange) {
        Integer size = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null
                ? exchange.getProperty(ExchangePropertyKey.SPLIT_SIZE, Integer.class)
                : exchange.getProperty(ExchangePropertyKey.BATCH_SIZE, Integer.class);
        return size == null ? UNKNOWN : size;
    }

    /** Registers the end of an operation, whatever its outcome. */
    void ended(Exchange exchange, AccountLease account) {
        Folder folder;
        Pan123ProgressEvent event;
        synchronized (folders) {
            folder = folders.get(key(exchange));
            if (folder == null) {
                return;
            }
            folder.done++;
            if (exchange.getException() == null) {
                folder.bytes += exchange.getMessage().getHeader(Pan123Constants.SIZE, 0L, Long.class);
            }
            if (folder.total == UNKNOWN) {
                // a streaming split knows its size at its end
                folder.total = size(exchange);
            }
            event = due(folder) ? event(exchange, folder, account) : null;
        }
        if (event != null) {
            inOrder(exchange, folder, event);
        }
    }

    /** Sends an event, unless another exchange of the folder has overtaken this one with a newer event. */
    private static void inOrder(Exchange exchange, Folder folder, Pan123ProgressEvent event) {
        synchronized (folder) {
            if (event.getFilesDone() > folder.told) {
                folder.told = event.getFilesDone();
                send(exchange, event);
            }
        }
    }

    private static boolean due(Folder folder) {
        long now = System.nanoTime();
        if (folder.shown && folder.done != folder.total && now - folder.shownAt < BETWEEN) {
            return false;
        }
        folder.shown = true;
        folder.shownAt = now;
        return true;
    }

    private static Pan123ProgressEvent event(Exchange exchange, Folder folder, AccountLease account) {
        int left = folder.total - folder.done;
        Instant end = folder.total == UNKNOWN ? null : Instant.now().plus(timeLeft(folder, left, account));
        return Pan123ProgressEvent.ofFolder(
                exchange, exchange.getFromRouteId(), folder.bytes, folder.done, folder.total, end);
    }

    /** Returns the longer of two times: at the pace so far, and at the limits of the calls that the files needed so far. */
    private static Duration timeLeft(Folder folder, int left, AccountLease account) {
        Duration longest =
                Duration.ofNanos((long) ((double) (System.nanoTime() - folder.beganAt) / folder.done * left));
        for (QueueFigures queue : account.queueControl().figures()) {
            long calls = queue.sent() - folder.callsBefore.getOrDefault(queue.path(), 0L);
            long needed = (long) Math.ceil((double) calls / folder.done * left);
            Duration time = Api.find(queue.shortName())
                    .flatMap(api -> account.limits()
                            .rate(api, account.limits().vip())
                            .map(rate -> rate.timeOf(needed, account.limits().answerTime(api))))
                    .orElse(Duration.ZERO);
            longest = time.compareTo(longest) > 0 ? time : longest;
        }
        return longest;
    }

    private static void send(Exchange exchange, Pan123ProgressEvent event) {
        try {
            exchange.getContext().getManagementStrategy().notify(event);
        } catch (Exception e) {
            LOG.debug("An event notifier failed; the work goes on", e);
        }
    }
}
