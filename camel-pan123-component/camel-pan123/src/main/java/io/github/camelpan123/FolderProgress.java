package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.ContextService;
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
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the files of folders, and sends their progress as events. A folder is a batch of exchanges, or the exchanges of
 * one split. Exchanges that are filtered or fail before an operation are counted too, so the exchanges of the context
 * are listened to, but only while somebody else listens to events.
 */
final class FolderProgress extends ContextService {

    private static final Logger LOG = LoggerFactory.getLogger(FolderProgress.class);
    private static final Set<Pan123Operation> TRANSFERS = Set.of(Pan123Operation.upload, Pan123Operation.download);
    private static final int MOST_FOLDERS = 100;

    /** The exchange property of a file. Copies of the exchange get it too, which tells that they are copies. */
    private static final String FILE = "CamelPan123FolderFile";

    private final CamelContext context;
    /** The folders that take exchanges. */
    private final Map<String, Folder> folders = BoundedMap.byUse(MOST_FOLDERS);

    private final EventNotifier exchanges = new ExchangeListener();
    private volatile boolean listening;
    private boolean ended;

    private FolderProgress(CamelContext context) {
        this.context = context;
    }

    /** Returns the progress of the folders of a context, whose exchanges may use several components. */
    static FolderProgress enter(CamelContext context) {
        return enter(context, FolderProgress.class, () -> new FolderProgress(context));
    }

    /** Ends the use of a component. After the last one, nothing is listened to. */
    void leave() {
        if (leave(context)) {
            synchronized (this) {
                ended = true;
                listen(false);
            }
        }
    }

    /** Listens to exchanges while somebody else listens to events. Returns whether this is so. */
    boolean listen() {
        boolean wanted = wanted();
        if (wanted != listening) {
            synchronized (this) {
                listen(wanted && !ended);
            }
        }
        return listening;
    }

    private boolean wanted() {
        ManagementStrategy events = context.getManagementStrategy();
        if (events != null) {
            for (EventNotifier notifier : events.getEventNotifiers()) {
                if (notifier != exchanges) {
                    return true;
                }
            }
        }
        return false;
    }

    private void listen(boolean wanted) {
        if (wanted && !listening) {
            context.getManagementStrategy().addEventNotifier(exchanges);
        } else if (!wanted && listening) {
            context.getManagementStrategy().removeEventNotifier(exchanges);
            folders.clear();
        }
        listening = wanted;
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
            if (event instanceof ExchangeCreatedEvent created) {
                synchronized (FolderProgress.this) {
                    begin(created.getExchange());
                }
            } else if (event instanceof ExchangeCompletedEvent completed) {
                end(completed.getExchange());
            } else if (event instanceof ExchangeFailedEvent failed) {
                end(failed.getExchange());
            }
        }
    }

    private Folder.File begin(Exchange exchange) {
        String key = Folder.keyOf(exchange);
        if (key == null) {
            return null;
        }
        Folder.File file = file(exchange);
        if (file == null || !isShared(file, exchange, key)) {
            Folder folder = folders.get(key);
            if (folder == null || !folder.takes(exchange)) {
                folder = new Folder(exchange, file == null);
                folders.put(key, folder);
            }
            file = folder.begin(exchange);
            exchange.setProperty(FILE, file);
        }
        return file;
    }

    private static Folder.File file(Exchange exchange) {
        return exchange.getProperty(FILE) instanceof Folder.File file ? file : null;
    }

    /** Whether an exchange is a copy, such as that of a wire tap, of the one of a file, and not a file of its own. */
    private boolean isShared(Folder.File file, Exchange exchange, String key) {
        if (!Folder.isSplit(exchange)) {
            return file.folder().key().equals(key);
        }
        // a split that is over may have left its property to the exchange that was split
        return file.branches(exchange) || folders.get(key) == file.folder() && file.index() == Folder.index(exchange);
    }

    /** Registers the begin of an operation. Returns whether {@link #transferred} is to follow if it succeeds. */
    boolean began(Exchange exchange, Pan123Operation operation, AccountLease account) {
        if (!listen() || !TRANSFERS.contains(operation)) {
            return false;
        }
        synchronized (this) {
            Folder.File file = file(exchange);
            if (file == null && exchange.getUnitOfWork() != null) {
                // the exchange began before anybody listened
                file = begin(exchange);
            }
            if (file != null) {
                file.folder().uses(account);
            }
            return file != null;
        }
    }

    /** Registers the success of an operation. */
    void transferred(Exchange exchange) {
        synchronized (this) {
            Folder.File file = file(exchange);
            if (file != null) {
                file.transferred(exchange.getMessage().getHeader(Pan123Constants.SIZE, 0L, Long.class));
            }
        }
    }

    private void end(Exchange exchange) {
        Folder split;
        Folder own = null;
        synchronized (this) {
            split = folders.remove(Folder.keyOfSplit(exchange.getExchangeId()));
            if (split != null) {
                split.close();
            }
            Folder.File file = file(exchange);
            if (file != null && file.isOf(exchange)) {
                own = file.folder();
                own.end(file);
                if (own.over()) {
                    folders.remove(own.key(), own);
                }
            }
        }
        tell(split, exchange);
        tell(own, exchange);
    }

    private void tell(Folder folder, Exchange exchange) {
        Pan123ProgressEvent event;
        synchronized (this) {
            event = folder != null && folder.due() ? folder.event(exchange) : null;
        }
        if (event == null) {
            return;
        }
        // one event after the other, so that a listener sees them in their order
        synchronized (folder) {
            if (folder.tell(event)) {
                send(event);
            }
        }
    }

    private void send(Pan123ProgressEvent event) {
        try {
            context.getManagementStrategy().notify(event);
        } catch (Exception e) {
            LOG.debug("An event notifier failed; the work goes on", e);
        }
    }
}
