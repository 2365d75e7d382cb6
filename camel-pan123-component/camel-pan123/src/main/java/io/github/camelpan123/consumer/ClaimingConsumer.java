package io.github.camelpan123.consumer;

import io.github.camelpan123.support.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.util.CastUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims each work item that a poll finds and creates an exchange for it while the poll continues. A claim ends with
 * its exchange. If no exchange is created, the claim ends at once, whatever exception is thrown. The completion uses
 * the work item as it was found, so that changes of a route to its message do not affect what is marked as done.
 *
 * @param <W> the type of a work item; each exchange has one
 */
public abstract class ClaimingConsumer<W> extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimingConsumer.class);

    private final IdempotentRepository repository;
    private final int mostAtOnce;
    private final PollHistory history = new PollHistory(Clock.systemUTC());
    private volatile Tracker<W> tracker;
    /** The account of the tracker. */
    private AccountUse tracked;
    /** The use of the account by the scheduler; null if this consumer polls only when it is asked to. */
    private AccountUse scheduled;

    /**
     * @param repository is started with the consumer and stopped with the context; may be null
     * @param oneByOne whether an item is claimed only when its exchange begins, so that other consumers get a share
     */
    protected ClaimingConsumer(
            ScheduledPollEndpoint endpoint, Processor processor, IdempotentRepository repository, boolean oneByOne) {
        super(endpoint, processor);
        this.repository = repository;
        this.mostAtOnce = oneByOne ? 1 : Integer.MAX_VALUE;
        setExceptionHandler(new BriefExceptionHandler(getClass()));
    }

    /** Registers a use of the account. Another account than before is returned if that was closed. */
    protected abstract AccountUse enterAccount();

    /** Creates the tracker, of the account that was entered last. Called at the start of the consumer. */
    protected abstract Tracker<W> openTracker(Reporter reporter);

    /** Closes the tracker, which gets no further polls. Called when the consumer has stopped. */
    protected abstract void closeTracker();

    /** Returns the name of the operation whose calls this consumer makes. */
    protected abstract String operation();

    /** Returns what is consumed, for people. */
    protected abstract String subject();

    /** Writes a work item to the message of its exchange. */
    protected abstract void describe(Message message, W work);

    @Override
    protected void doBuild() throws Exception {
        if (getHealthCheck() == null) {
            PollHealthCheck check = new PollHealthCheck(this);
            HealthCheck.State initial = initialHealthCheckState();
            if (initial != null) {
                check.setInitialState(initial);
            }
            setHealthCheck(check);
        }
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        if (repository != null) {
            // not stopped with this consumer, because others may share it
            getEndpoint().getCamelContext().addService(repository, true, true);
        }
        history.started();
        AccountUse account = enterAccount();
        boolean started = false;
        try {
            open(account);
            super.doStart();
            started = true;
        } finally {
            if (started && isStartScheduler()) {
                scheduled = account;
            } else {
                account.leave();
            }
            if (!started) {
                closeTracker();
            }
        }
    }

    private synchronized void open(AccountUse account) {
        tracker = openTracker(this::report);
        tracked = account;
    }

    /**
     * Registers a use of the account for a receive. If the account was closed since the last one, the tracker is
     * replaced, which goes on with the memory of the one before.
     */
    synchronized AccountUse use() {
        AccountUse account = enterAccount();
        boolean entered = false;
        try {
            if (account != tracked && isRunAllowed()) {
                closeTracker();
                open(account);
            }
            entered = true;
            return account;
        } finally {
            if (!entered) {
                account.leave();
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (tracker != null) {
            tracker.flush(getEndpoint().getCamelContext().getStatus().isStopping());
            synchronized (this) {
                closeTracker();
            }
        }
        if (scheduled != null) {
            scheduled.leave();
            scheduled = null;
        }
    }

    /** Returns the current state of the consumer without a call of the platform. */
    public ConsumerState state() {
        return history.state(getRouteId(), subject(), isRunAllowed() && !isSuspendingOrSuspended(), tracker);
    }

    /** Returns what is consumed. */
    @ManagedAttribute(description = "What is consumed")
    public String getSubject() {
        return subject();
    }

    /** Returns the time of the last good poll. */
    @ManagedAttribute(description = "The end of the last poll without a failure; empty before that")
    public String getLastGoodPoll() {
        return Objects.toString(state().lastGoodPoll(), "");
    }

    /** Returns the last failure of a poll. */
    @ManagedAttribute(description = "The last failure of a poll with its time; empty if none has failed")
    public String getLastFailedPoll() {
        ConsumerState state = state();
        return state.lastFailedPoll() == null ? "" : state.lastFailedPoll() + " " + state.lastFailure();
    }

    /** Returns the number of known work items that are not done. */
    @ManagedAttribute(description = "Known work items that are not done, in progress or not")
    public int getBacklog() {
        return state().backlog();
    }

    /** Returns the number of exchanges in progress. */
    @ManagedAttribute(description = "Exchanges in progress")
    public int getExchangesInProgress() {
        return state().inProgress();
    }

    /** Returns the number of work items that were given up. */
    @ManagedAttribute(description = "Work items whose exchanges failed too often (maxAttempts)")
    public long getGivenUp() {
        return state().givenUp();
    }

    @Override
    protected int poll() throws Exception {
        try {
            return pollOnce();
        } catch (Exception | Error e) {
            history.failed(e);
            throw e;
        }
    }

    private int pollOnce() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        int most = maxMessagesPerPoll > 0 ? maxMessagesPerPoll : Integer.MAX_VALUE;
        int handled = 0;
        PollClaims<W> claims = new PollClaims<>(() -> tracker);
        Caller caller = new Caller(operation(), null);
        Poll<W> poll = caller.run(() -> tracker.poll(this::goesOn));
        try {
            while (claims.goesOn() && !poll.over() && handled < most && goesOn()) {
                int wanted = most - handled;
                List<W> found = caller.run(() -> poll.next(wanted));
                if (poll.answered()) {
                    forceConsumerAsReady();
                }
                for (int from = 0; from < found.size() && goesOn(); ) {
                    int to = from + Math.min(mostAtOnce, found.size() - from);
                    handled += processBatch(CastUtils.cast(claims.claim(found.subList(from, to))));
                    from = to;
                }
            }
        } finally {
            poll.close();
        }
        Throwable failure = claims.failure(poll);
        if (failure != null && isRunAllowed()) {
            if (handled == 0) {
                throw RuntimeCamelException.wrapRuntimeException(failure);
            }
            history.failed(failure);
            report("The poll ended early; what was found so far went on, the rest is for the next poll", failure);
        } else {
            history.succeeded();
        }
        return handled;
    }

    /**
     * Whether the poll may look for more items. With {@code CompleteAllTasks} the items found so far are still
     * processed.
     */
    private boolean goesOn() {
        return isBatchAllowed() && shutdownRunningTask == null;
    }

    @Override
    public int processBatch(Queue<Object> batch) throws Exception {
        Queue<W> all = CastUtils.cast(batch);
        int total = all.size();
        int started = 0;
        try {
            while (!all.isEmpty() && isBatchAllowed()) {
                Settlement<W> settlement = settlement(all.poll());
                Optional<Exchange> made = exchange(settlement, true);
                if (made.isPresent()) {
                    Exchange exchange = made.get();
                    exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, started);
                    exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
                    exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, all.isEmpty());
                    pendingExchanges = all.size();
                    started++;
                    process(exchange, settlement);
                }
            }
        } finally {
            all.forEach(tracker::released);
        }
        return started;
    }

    private void process(Exchange exchange, Settlement<W> settlement) {
        AsyncCallback callback = defaultConsumerCallback(exchange, true);
        try {
            getAsyncProcessor().process(exchange, doneSync -> {
                settlement.makeSure(exchange);
                callback.done(doneSync);
            });
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
            settlement.makeSure(exchange);
            report("An exchange could not be processed", e);
            releaseExchange(exchange, true);
        }
    }

    /** Claims one item for a polling consumer and no further one. Returns empty if there is none now. */
    Optional<Exchange> receive() {
        PollClaims<W> claims = new PollClaims<>(() -> tracker);
        Poll<W> poll = tracker.poll(this::isRunAllowed);
        try {
            while (claims.goesOn() && !poll.over() && isRunAllowed()) {
                for (W work : claims.claim(poll.next(1))) {
                    Optional<Exchange> exchange = exchange(settlement(work), false);
                    if (exchange.isPresent()) {
                        return exchange;
                    }
                }
            }
        } finally {
            poll.close();
        }
        Throwable failure = claims.failure(poll);
        if (failure != null) {
            throw RuntimeCamelException.wrapRuntimeException(failure);
        }
        return Optional.empty();
    }

    private Settlement<W> settlement(W work) {
        return new Settlement<>(work, () -> tracker, history, this::stopping);
    }

    private Optional<Exchange> exchange(Settlement<W> settlement, boolean autoRelease) {
        Exchange exchange = null;
        try {
            settlement.keep(enterAccount());
            exchange = createExchange(autoRelease);
            describe(exchange.getMessage(), settlement.work());
            settlement.begin(exchange);
            return Optional.of(exchange);
        } catch (RuntimeException | Error e) {
            if (exchange != null) {
                releaseExchange(exchange, autoRelease);
            }
            if (!settlement.notMade(e)) {
                report("An exchange could not be made", e);
            }
            return Optional.empty();
        }
    }

    private boolean stopping() {
        ServiceStatus context = getEndpoint().getCamelContext().getStatus();
        return !isRunAllowed() || isSuspendingOrSuspended() || context.isStopping() || context.isStopped();
    }

    private void report(String message, Throwable cause) {
        try {
            getExceptionHandler().handleException(message, cause);
        } catch (RuntimeException e) {
            LOG.warn("The exception handler failed: {}", e.toString());
        }
    }
}
