package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** The files of one batch or split, one for each of its exchanges. Not thread-safe. */
final class Folder {

    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int UNKNOWN = -1;

    private final String key;
    private final String name;
    private final boolean polled;

    private final long beganAt = System.nanoTime();
    private final Map<String, Long> callsBefore = new HashMap<>();
    private final BitSet begun = new BitSet();
    private AccountLease account;
    private boolean lastBegun;
    private boolean closed;
    private int total;
    private int done;
    private long bytes;
    private boolean shown;
    private long shownAt;
    /** The number of files of the last event. */
    private int told;

    /** A file, which is done when its exchange has ended. */
    static final class File {
        private final Folder folder;
        private final String exchangeId;
        private final int index;
        private final Object branch;
        private long bytes;

        private File(Folder folder, Exchange exchange) {
            this.folder = folder;
            this.exchangeId = exchange.getExchangeId();
            this.index = Folder.index(exchange);
            this.branch = exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX);
        }

        Folder folder() {
            return folder;
        }

        int index() {
            return index;
        }

        /** Registers the size of the content that was transferred, the last one if there were several. */
        void transferred(long size) {
            bytes = size;
        }

        boolean isOf(Exchange exchange) {
            return exchangeId.equals(exchange.getExchangeId());
        }

        /** Whether an exchange is one of the branches, such as those of a multicast, of the exchange of this file. */
        boolean branches(Exchange copy) {
            Object itsBranch = copy.getProperty(ExchangePropertyKey.MULTICAST_INDEX);
            return itsBranch != null && !itsBranch.equals(branch);
        }
    }

    /**
     * @param first the first exchange that is seen of the folder
     * @param polled whether the exchanges begin in the order of their indexes, as those that a consumer polls
     */
    Folder(Exchange first, boolean polled) {
        key = keyOf(first);
        name = first.getFromRouteId();
        total = size(first);
        this.polled = polled && !isSplit(first);
    }

    /** Returns what the exchanges of a folder have in common; null if the exchange belongs to none. */
    static String keyOf(Exchange exchange) {
        if (isSplit(exchange)) {
            return keyOfSplit(exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class));
        }
        return size(exchange) > 1 ? "batch " + exchange.getFromRouteId() : null;
    }

    /** @param exchangeId the exchange that is split */
    static String keyOfSplit(String exchangeId) {
        return "split " + exchangeId;
    }

    static boolean isSplit(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null;
    }

    static int index(Exchange exchange) {
        return number(
                exchange, isSplit(exchange) ? ExchangePropertyKey.SPLIT_INDEX : ExchangePropertyKey.BATCH_INDEX, 0);
    }

    private static int size(Exchange exchange) {
        return number(
                exchange, isSplit(exchange) ? ExchangePropertyKey.SPLIT_SIZE : ExchangePropertyKey.BATCH_SIZE, UNKNOWN);
    }

    private static int number(Exchange exchange, ExchangePropertyKey property, int otherwise) {
        Integer number = exchange.getProperty(property, Integer.class);
        return number == null || number < 0 ? otherwise : number;
    }

    String key() {
        return key;
    }

    /** Whether an exchange with the key of this folder is one of it, and not of the next batch or split. */
    boolean takes(Exchange exchange) {
        return !begun.get(index(exchange)) && (isSplit(exchange) || size(exchange) == total);
    }

    /** Registers the begin of an exchange, whose file it returns. */
    File begin(Exchange exchange) {
        File file = new File(this, exchange);
        begun.set(file.index);
        if (total == UNKNOWN) {
            // a streaming split knows its size at its end
            total = size(exchange);
        }
        lastBegun |= exchange.getProperty(ExchangePropertyKey.BATCH_COMPLETE, false, Boolean.class);
        return file;
    }

    /** Registers that a file is uploaded or downloaded. Without this, the exchanges are of no interest. */
    void uses(AccountLease lease) {
        if (account == null) {
            for (QueueFigures queue : lease.queueControl().figures()) {
                callsBefore.put(queue.path(), queue.sent());
            }
        }
        account = lease;
    }

    /** Registers that the exchange of a file has ended. */
    void end(File file) {
        done++;
        bytes += file.bytes;
    }

    /** Registers that no further exchange begins. */
    void close() {
        closed = true;
    }

    /** Whether all exchanges have ended. A consumer may have skipped some, whose files it could not lock. */
    boolean over() {
        return done == total || (closed || polled && lastBegun) && done == begun.cardinality();
    }

    /** Whether an event is to be sent: now and then, and at the end. */
    boolean due() {
        long now = System.nanoTime();
        if (account == null || done == 0 || shown && !over() && now - shownAt < BETWEEN) {
            return false;
        }
        shown = true;
        shownAt = now;
        return true;
    }

    Pan123ProgressEvent event(Exchange exchange) {
        Instant end = total == UNKNOWN ? null : Instant.now().plus(timeLeft());
        return Pan123ProgressEvent.ofFolder(exchange, name, bytes, done, total, end);
    }

    /** Returns whether an event is newer than those sent before; another exchange may have overtaken this one. */
    boolean tell(Pan123ProgressEvent event) {
        boolean newer = event.getFilesDone() > told;
        told = Math.max(told, event.getFilesDone());
        return newer;
    }

    /** Returns the longer of two times: at the pace so far, and at the limits of the calls that the files needed so far. */
    private Duration timeLeft() {
        int left = over() ? 0 : total - done;
        Duration longest = Duration.ofNanos((long) ((double) (System.nanoTime() - beganAt) / done * left));
        for (QueueFigures queue : account.queueControl().figures()) {
            long calls = queue.sent() - callsBefore.getOrDefault(queue.path(), 0L);
            long needed = (long) Math.ceil((double) calls / done * left);
            Duration time = Api.find(queue.shortName())
                    .flatMap(api -> account.limits()
                            .rate(api, account.limits().vip())
                            .map(rate -> rate.timeOf(needed, account.limits().answerTime(api))))
                    .orElse(Duration.ZERO);
            longest = time.compareTo(longest) > 0 ? time : longest;
        }
        return longest;
    }
}
