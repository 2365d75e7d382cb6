package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.ContextService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the files of folders, and sends their progress as events. A folder is a batch of exchanges, or the exchanges of
 * one split. Exchanges that are filtered or fail before an operation are counted too, so the exchanges of the context
 * are listened to, but only while somebody else listens to the events of folders.
 *
 * <p>Copies of an exchange are no files of their own, but those in another route, such as the one behind a queue, are a
 * folder of that route. It is not told before a second file of it has begun, as several copies of one exchange cannot be
 * told from the copies of several. For the same reason nothing is told of a split of one part in a part of another split
 * of one, and of the splits in parts of a split of the same size until a second part has begun.
 */
final class FolderProgress extends ContextService {

    private static final Logger LOG = LoggerFactory.getLogger(FolderProgress.class);
    private static final Set<Pan123Operation> TRANSFERS = Set.of(Pan123Operation.upload, Pan123Operation.download);
    private static final int MOST_FOLDERS = 100;

    private final CamelContext context;
    private final Pan123ProgressEvent sample;
    /** The folders that take exchanges: a batch until it is over, a split until the exchange that is split has ended. */
    private final Map<String, CountedFolder> folders = BoundedMap.byUse(MOST_FOLDERS);
    /** The marks of the exchanges that have not ended, by their IDs, because their properties may be overwritten. */
    private final Map<String, FolderMark> exchanges = new HashMap<>();

    private final EventNotifier listener = new ExchangeListener();
    private volatile ManagementStrategy listensTo;
    /** Whether any folder or mark is known, so that exchanges of other routes need no lock. */
    private volatile boolean known;

    private boolean ended;

    private FolderProgress(CamelContext context) {
        this.context = context;
        this.sample = Pan123ProgressEvent.ofFolder(new DefaultExchange(context), "", 0, 0, 0, null);
    }

    /** Returns the progress of the folders of a context, whose exchanges may use several components. */
    static FolderProgress enter(CamelContext context) {
        FolderProgress progress = enter(context, FolderProgress.class, () -> new FolderProgress(context));
        synchronized (progress) {
            progress.ended = false;
        }
        return progress;
    }

    /** Ends the use of a component. After the last one, nothing is listened to. */
    void leave() {
        if (leave(context)) {
            synchronized (this) {
                ended = true;
                listen(null);
            }
        }
    }

    /** Listens to exchanges while somebody else listens to the events of folders. Returns whether this is so. */
    boolean listen() {
        ManagementStrategy wanted = wanted();
        if (wanted != listensTo) {
            synchronized (this) {
                listen(ended ? null : wanted);
            }
        }
        return listensTo != null;
    }

    /** Returns what to listen to; null if nobody else listens to the events of folders. */
    private ManagementStrategy wanted() {
        ManagementStrategy events = context.getManagementStrategy();
        if (events != null) {
            for (EventNotifier notifier : events.getEventNotifiers()) {
                if (notifier != listener && takesFolders(notifier)) {
                    return events;
                }
            }
        }
        return null;
    }

    private boolean takesFolders(EventNotifier notifier) {
        try {
            return !notifier.isDisabled() && !notifier.isIgnoreExchangeEvents() && notifier.isEnabled(sample);
        } catch (RuntimeException e) {
            LOG.debug("An event notifier does not tell whether it takes the events of folders", e);
            return false;
        }
    }

    private void listen(ManagementStrategy events) {
        ManagementStrategy before = listensTo;
        if (events == before) {
            return;
        }
        listensTo = events;
        if (before != null) {
            before.removeEventNotifier(listener);
            folders.clear();
            exchanges.clear();
            known = false;
        }
        if (events != null) {
            events.addEventNotifier(listener);
        }
    }

    private final class ExchangeListener extends SimpleEventNotifierSupport implements Ordered {

        private ExchangeListener() {
            setIgnoreCamelContextInitEvents(true);
            setIgnoreCamelContextEvents(true);
            setIgnoreRouteEvents(true);
            setIgnoreServiceEvents(true);
            setIgnoreStepEvents(true);
            setIgnoreExchangeEvents(false);
            setIgnoreExchangeCreatedEvent(false);
            setIgnoreExchangeCompletedEvent(false);
            setIgnoreExchangeFailedEvents(false);
            setIgnoreExchangeAsyncProcessingStartedEvents(true);
            setIgnoreExchangeRedeliveryEvents(true);
            setIgnoreExchangeSendingEvents(true);
            setIgnoreExchangeSentEvents(true);
        }

        /** The first, so that the last event of a folder comes before the one that its last exchange has ended. */
        @Override
        public int getOrder() {
            return HIGHEST;
        }

        @Override
        public void notify(CamelEvent event) {
            try {
                if (event instanceof ExchangeCreatedEvent created) {
                    begin(created.getExchange());
                } else if (event instanceof ExchangeCompletedEvent completed) {
                    end(completed.getExchange());
                } else if (event instanceof ExchangeFailedEvent failed) {
                    end(failed.getExchange());
                }
            } catch (RuntimeException e) {
                uncounted(e);
            }
        }
    }

    private static void uncounted(RuntimeException failure) {
        LOG.debug("A file of a folder is not counted; the work goes on", failure);
    }

    private void begin(Exchange exchange) {
        FolderMark inherited = FolderMark.on(exchange);
        String key = CountedFolder.keyOf(exchange);
        if (key == null && inherited == null) {
            return;
        }
        synchronized (this) {
            CountedFolder.File file;
            if (listensTo == null) {
                return;
            } else if (inherited == null) {
                file = member(exchange, key, null);
            } else if (inherited.aggregatedSince(exchange)) {
                file = null;
            } else if (key == null || !CountedFolder.isSplit(exchange)) {
                file = copy(exchange, inherited);
            } else if (!inherited.samePlace(exchange)) {
                file = member(exchange, key, inherited);
            } else if (inherited.sameRoute(exchange) && inherited.sameBranch(exchange) && isSplitNow(exchange, key)) {
                file = partOrCopy(exchange, key, inherited);
            } else {
                file = copy(exchange, inherited);
            }
            exchanges.put(exchange.getExchangeId(), FolderMark.put(exchange, file));
            known = true;
        }
    }

    /** Whether the exchange that this one belongs to may be split at present. */
    private boolean isSplitNow(Exchange exchange, String key) {
        return exchanges.containsKey(CountedFolder.splitId(exchange)) || folders.containsKey(key);
    }

    private CountedFolder.File member(Exchange exchange, String key, FolderMark inherited) {
        CountedFolder folder = folders.get(key);
        if (folder == null || !folder.takes(exchange)) {
            if (folder != null) {
                folder.close();
            }
            folder = CountedFolder.of(exchange);
            folders.put(key, folder);
        }
        return folder.begin(exchange, inherited, true);
    }

    private CountedFolder.File partOrCopy(Exchange exchange, String key, FolderMark inherited) {
        CountedFolder folder = folders.get(key);
        if (folder == null || folder.over()) {
            folder = CountedFolder.perhaps(exchange, inherited.file());
            folders.put(key, folder);
        } else if (folder.hasBegun(exchange)) {
            return inherited.file();
        }
        return folder.begin(exchange, inherited, false);
    }

    private CountedFolder.File copy(Exchange exchange, FolderMark inherited) {
        if (inherited.file() == null || inherited.sameRoute(exchange)) {
            return inherited.file();
        }
        CountedFolder folder = inherited.file().folder().in(exchange.getFromRouteId());
        return folder.hasBegun(exchange) ? inherited.file() : folder.begin(exchange, null, false);
    }

    /** Registers the begin of an operation. Returns whether {@link #transferred} is to follow if it succeeds. */
    boolean began(Exchange exchange, Pan123Operation operation, AccountLease account) {
        try {
            if (!listen() || !TRANSFERS.contains(operation)) {
                return false;
            }
            CountedFolder.File file = file(exchange);
            if (file == null) {
                return false;
            }
            boolean first;
            synchronized (this) {
                first = file.folder().isUnused();
            }
            List<QueueFigures> queues = first ? account.queueControl().figures() : List.of();
            synchronized (this) {
                file.folder().uses(account, queues);
            }
            return true;
        } catch (RuntimeException e) {
            uncounted(e);
            return false;
        }
    }

    private CountedFolder.File file(Exchange exchange) {
        FolderMark mark = mark(exchange);
        if (mark == null && exchange.getUnitOfWork() != null) {
            // the exchange began before anybody listened
            begin(exchange);
            mark = mark(exchange);
        }
        return mark == null ? null : mark.file();
    }

    private synchronized FolderMark mark(Exchange exchange) {
        return exchanges.get(exchange.getExchangeId());
    }

    /** Registers the success of an operation. */
    void transferred(Exchange exchange) {
        try {
            long size = exchange.getMessage().getHeader(Pan123Constants.SIZE, 0L, Long.class);
            synchronized (this) {
                FolderMark mark = mark(exchange);
                if (mark != null && mark.file() != null) {
                    mark.file().transferred(size);
                }
            }
        } catch (RuntimeException e) {
            uncounted(e);
        }
    }

    private void end(Exchange exchange) {
        if (!known) {
            return;
        }
        CountedFolder split;
        CountedFolder own = null;
        synchronized (this) {
            split = folders.remove(CountedFolder.keyOfSplit(exchange.getExchangeId()));
            if (split != null) {
                split.close();
            }
            FolderMark mark = exchanges.remove(exchange.getExchangeId());
            if (mark != null && mark.file() != null && mark.file().isOf(exchange)) {
                own = mark.file().folder();
                own.end(mark.file());
                if (own.isBatch() && own.over()) {
                    folders.remove(own.key(), own);
                }
            }
            known = !folders.isEmpty() || !exchanges.isEmpty();
        }
        tell(split, exchange);
        tell(own, exchange);
    }

    private void tell(CountedFolder folder, Exchange exchange) {
        if (folder == null) {
            return;
        }
        AccountLease account;
        synchronized (this) {
            if (!folder.due()) {
                return;
            }
            account = folder.account();
        }
        List<QueueFigures> queues = account.queueControl().figures();
        Pan123ProgressEvent event;
        synchronized (this) {
            event = folder.event(exchange, queues);
        }
        // one event after the other, so that a listener sees them in their order
        synchronized (folder) {
            if (folder.tell(event)) {
                send(event);
            }
        }
    }

    private void send(Pan123ProgressEvent event) {
        ManagementStrategy events = listensTo;
        if (events == null) {
            return;
        }
        try {
            events.notify(event);
        } catch (Exception e) {
            LOG.debug("An event notifier failed; the work goes on", e);
        }
    }
}
