package io.github.camelpan123.poll;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.util.CastUtils;

/**
 * A consumer that makes an exchange of each piece of work that a look finds, while the look goes on. What completes is
 * told by the work as it was when it was found, so nothing that a route does to its message changes what is marked as
 * done. What was not started, or failed, is given back and found again.
 *
 * @param <W> what one exchange is about; never changed by anybody
 */
public final class WorkConsumer<W> extends ScheduledBatchPollingConsumer {

    private final IdempotentRepository repository;
    private final Supplier<? extends Watch<W>> memory;
    private final BiConsumer<Message, W> describe;
    private Watch<W> watch;

    /**
     * @param repository started with the consumer and stopped with the context; may be null
     * @param memory asked when the consumer starts
     * @param describe writes work into the message of its exchange
     */
    public WorkConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            IdempotentRepository repository,
            Supplier<? extends Watch<W>> memory,
            BiConsumer<Message, W> describe) {
        super(endpoint, processor);
        this.repository = repository;
        this.memory = memory;
        this.describe = describe;
    }

    @Override
    protected void doStart() throws Exception {
        if (repository != null) {
            // not stopped with this consumer: others may share it
            getEndpoint().getCamelContext().addService(repository, true, true);
        }
        watch = memory.get();
        super.doStart();
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        int most = maxMessagesPerPoll > 0 ? maxMessagesPerPoll : Integer.MAX_VALUE;
        int handled = 0;
        Look<W> look = watch.look(this::goesOn);
        try {
            while (!look.over() && handled < most && goesOn()) {
                List<W> found = look.next(most - handled);
                if (look.answered()) {
                    forceConsumerAsReady();
                }
                if (!found.isEmpty()) {
                    handled += processBatch(CastUtils.cast(new ArrayDeque<>(found)));
                }
            }
        } finally {
            look.end(handled);
        }
        return handled;
    }

    /** What was found is finished if the route shall complete all tasks, but nothing more is looked for. */
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
                Exchange exchange = exchange(all.poll());
                exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, started);
                exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
                exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, all.isEmpty());
                pendingExchanges = total - started - 1;
                started++;
                getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
            }
        } finally {
            all.forEach(work -> watch.givenBack(work, false));
        }
        return started;
    }

    private Exchange exchange(W work) {
        Exchange exchange;
        try {
            exchange = createExchange(true);
            describe.accept(exchange.getMessage(), work);
        } catch (RuntimeException e) {
            watch.givenBack(work, true);
            throw e;
        }
        exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
            @Override
            public void onComplete(Exchange done) {
                watch.completed(work);
            }

            @Override
            public void onFailure(Exchange failed) {
                watch.givenBack(work, true);
            }
        });
        return exchange;
    }
}
