package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** The files of one batch or split, one for each of its exchanges. Not thread-safe. */
final class CountedFolder {

    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int UNKNOWN = -1;
    private static final String BATCH = "batch ";

    private final String key;
    private final String route;
    /** The folder whose exchanges those of this one are copies of; null if they are not copies. */
    private final CountedFolder origin;
    /** The file that the first exchange is a copy of, unless it is a part of a split; null if it is no copy. */
    private final File copied;

    /** The folders of the routes that get copies of the exchanges of this one. */
    private final Map<String, CountedFolder> behind = new HashMap<>();

    private final long beganAt = System.nanoTime();
    private final Map<String, Long> callsBefore = new HashMap<>();
    private final BitSet begun = new BitSet();
    private AccountLease account;
    /** Whether the exchanges are known to be several. Until then, they may be copies of one. */
    private boolean proved;
    /** The first file while it is not known whether it is one. */
    private File candidate;

    private int lastIndex = UNKNOWN;
    private boolean lastBegun;
    private boolean closed;
    private int total = UNKNOWN;
    private int done;
    private long bytes;
    private boolean shown;
    private long shownAt;
    /** The number of files of the last event. */
    private int told;

    /** A file, which is done when its exchange has ended. */
    static final class File {
        private final CountedFolder folder;
        private final String exchangeId;
        private final int index;
        private long bytes;
        private boolean ended;

        private File(CountedFolder folder, Exchange exchange) {
            this.folder = folder;
            this.exchangeId = exchange.getExchangeId();
            this.index = CountedFolder.index(exchange);
        }

        CountedFolder folder() {
            return folder;
        }

        /** Registers the size of the content that was transferred, the last one if there were several. */
        void transferred(long size) {
            bytes = size;
        }

        boolean isOf(Exchange exchange) {
            return exchangeId.equals(exchange.getExchangeId());
        }
    }

    private CountedFolder(String key, String route, CountedFolder origin, File copied, boolean proved) {
        this.key = key;
        this.route = route;
        this.origin = origin;
        this.copied = copied;
        this.proved = proved;
    }

    /** @param first the first exchange that is seen of the folder */
    static CountedFolder of(Exchange first) {
        return new CountedFolder(keyOf(first), first.getFromRouteId(), null, null, true);
    }

    /**
     * Creates the folder of an exchange that is the first part of a split, or a copy of one of a file.
     *
     * @param copied the file; null if it belongs to none
     */
    static CountedFolder perhaps(Exchange first, File copied) {
        return new CountedFolder(keyOf(first), first.getFromRouteId(), null, copied, false);
    }

    /** Returns the folder of the copies of these exchanges in a route, which may be that of the exchanges themselves. */
    CountedFolder in(String otherRoute) {
        CountedFolder first = origin == null ? this : origin;
        if (otherRoute == null || otherRoute.equals(first.route)) {
            return first;
        }
        return first.behind.computeIfAbsent(otherRoute, id -> new CountedFolder(key, id, first, null, false));
    }

    /** Returns what the exchanges of a folder have in common; null if the exchange belongs to none. */
    static String keyOf(Exchange exchange) {
        if (isSplit(exchange)) {
            String splitId = splitId(exchange);
            return splitId == null ? null : keyOfSplit(splitId);
        }
        return number(exchange, ExchangePropertyKey.BATCH_SIZE, UNKNOWN) > 1 ? BATCH + exchange.getFromRouteId() : null;
    }

    /** @param exchangeId the exchange that is split */
    static String keyOfSplit(String exchangeId) {
        return "split " + exchangeId;
    }

    static boolean isSplit(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null;
    }

    /** Returns the exchange that an exchange is a part or a copy of; null for a copy that does not tell. */
    static String splitId(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
    }

    private static int index(Exchange exchange) {
        return number(
                exchange, isSplit(exchange) ? ExchangePropertyKey.SPLIT_INDEX : ExchangePropertyKey.BATCH_INDEX, 0);
    }

    /** @param mark that the exchange has inherited, perhaps with the size of another split; null if there is none */
    private static int size(Exchange exchange, FolderMark mark) {
        if (!isSplit(exchange)) {
            return number(exchange, ExchangePropertyKey.BATCH_SIZE, UNKNOWN);
        }
        boolean last = exchange.getProperty(ExchangePropertyKey.SPLIT_COMPLETE, false, Boolean.class);
        return last || mark == null || !mark.sameSize(exchange)
                ? number(exchange, ExchangePropertyKey.SPLIT_SIZE, UNKNOWN)
                : UNKNOWN;
    }

    private static int number(Exchange exchange, ExchangePropertyKey property, int otherwise) {
        Integer number = exchange.getProperty(property, Integer.class);
        return number == null || number < 0 ? otherwise : number;
    }

    String key() {
        return key;
    }

    boolean isBatch() {
        return key.startsWith(BATCH) && origin == null;
    }

    private int total() {
        return origin == null ? total : origin.total;
    }

    boolean hasBegun(Exchange exchange) {
        return begun.get(index(exchange));
    }

    /**
     * Whether an exchange with the key of this folder is one of it, and not of the next batch or split. The exchanges of
     * a batch begin in the order of their indexes. A batch that lacks its last files, and is followed by one that lacks
     * those before them, cannot be told from one batch.
     */
    boolean takes(Exchange exchange) {
        int index = index(exchange);
        if (isSplit(exchange)) {
            return !over() && (!begun.get(index) || candidate != null && candidate.index == index);
        }
        return !lastBegun && index > lastIndex && size(exchange, null) == total;
    }

    /**
     * Registers the begin of an exchange, whose file it returns.
     *
     * @param mark that the exchange has inherited; null if there is none
     * @param certain whether the exchange is certainly not a copy of one that has begun
     */
    File begin(Exchange exchange, FolderMark mark, boolean certain) {
        File file = new File(this, exchange);
        int size = size(exchange, mark);
        if (candidate != null
                && (candidate.index == file.index
                        || size != UNKNOWN && candidate.index >= size
                        || certain && mark != null && mark.otherSize(exchange))) {
            dropCandidate();
        }
        if (total == UNKNOWN) {
            // a streaming split knows its size at its end
            total = size;
        }
        if (!proved && !certain && origin == null && begun.isEmpty()) {
            candidate = file;
        }
        begun.set(file.index);
        lastIndex = Math.max(lastIndex, file.index);
        proved |= certain || begun.cardinality() > 1;
        lastBegun |= isBatch() && exchange.getProperty(ExchangePropertyKey.BATCH_COMPLETE, false, Boolean.class);
        return file;
    }

    /** The first exchange was a copy after all. */
    private void dropCandidate() {
        begun.clear(candidate.index);
        total = UNKNOWN;
        if (candidate.ended) {
            done--;
            bytes -= candidate.bytes;
        }
        candidate.ended = true;
        candidate = null;
    }

    /** Whether it is not known yet what the files were transferred with. */
    boolean isUnused() {
        return account == null;
    }

    /** Registers that a file is uploaded or downloaded. Without this, the exchanges are of no interest. */
    void uses(AccountLease lease, List<QueueFigures> queues) {
        if (account == null) {
            queues.forEach(queue -> callsBefore.put(queue.path(), queue.sent()));
        }
        account = lease;
    }

    AccountLease account() {
        return account;
    }

    /** Registers that the exchange of a file has ended. */
    void end(File file) {
        if (!file.ended) {
            file.ended = true;
            done++;
            bytes += file.bytes;
        }
    }

    /** Registers that no further exchange begins. If the only one was a copy of one of a file, the file gets its work. */
    void close() {
        closed = true;
        if (!proved && copied != null && account != null && candidate != null) {
            copied.transferred(candidate.bytes);
            if (copied.folder.account == null) {
                copied.folder.callsBefore.putAll(callsBefore);
            }
            copied.folder.account = account;
        }
    }

    /** Whether all exchanges have ended. A consumer may have skipped some, whose files it could not lock. */
    boolean over() {
        return proved && (done == total() || (closed || lastBegun) && done == begun.cardinality());
    }

    /** Whether an event is to be sent: now and then, and at the end. */
    boolean due() {
        long now = System.nanoTime();
        if (!proved || account == null || done == 0 || shown && !over() && now - shownAt < BETWEEN) {
            return false;
        }
        shown = true;
        shownAt = now;
        return true;
    }

    /** @param queues those of the account */
    Pan123ProgressEvent event(Exchange exchange, List<QueueFigures> queues) {
        Instant end = total() == UNKNOWN ? null : Instant.now().plus(timeLeft(queues));
        return Pan123ProgressEvent.ofFolder(exchange, route, bytes, done, total(), end);
    }

    /** Returns whether an event is newer than those sent before; another exchange may have overtaken this one. */
    boolean tell(Pan123ProgressEvent event) {
        boolean newer = event.getFilesDone() > told;
        told = Math.max(told, event.getFilesDone());
        return newer;
    }

    /** Returns the longer of two times: at the pace so far, and at the limits of the calls that the files needed so far. */
    private Duration timeLeft(List<QueueFigures> queues) {
        int left = over() ? 0 : total() - done;
        Duration longest = Duration.ofNanos((long) ((double) (System.nanoTime() - beganAt) / done * left));
        for (QueueFigures queue : queues) {
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
