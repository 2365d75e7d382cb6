package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.TranscodeResult;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.util.CastUtils;

/** Turns finished transcodes of the space into exchanges. */
public final class TranscodeResultConsumer extends ScheduledBatchPollingConsumer {

    private final TranscodeWatch watch;
    private final BiConsumer<Message, List<TranscodeResult>> describe;

    /**
     * @param describe writes results into a message
     */
    public TranscodeResultConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            AccountLease account,
            TranscodeSpace space,
            Grouping grouping,
            BiConsumer<Message, List<TranscodeResult>> describe) {
        super(endpoint, processor);
        this.watch = new TranscodeWatch(account, space, grouping);
        this.describe = describe;
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        Queue<FinishedWork> found = new ArrayDeque<>(watch.look());
        forceConsumerAsReady();
        int allowed = maxMessagesPerPoll > 0 ? Math.min(maxMessagesPerPoll, found.size()) : found.size();
        Queue<FinishedWork> batch = new ArrayDeque<>();
        for (int i = 0; i < allowed; i++) {
            batch.add(found.poll());
        }
        found.forEach(watch::givenBack);
        return processBatch(CastUtils.cast(batch));
    }

    @Override
    public int processBatch(Queue<Object> batch) throws Exception {
        int total = batch.size();
        int started = 0;
        try {
            while (!batch.isEmpty() && isBatchAllowed()) {
                FinishedWork work = (FinishedWork) batch.poll();
                Exchange exchange = exchange(work);
                exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, started);
                exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
                exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, batch.isEmpty());
                pendingExchanges = total - started - 1;
                started++;
                getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
            }
        } finally {
            batch.forEach(work -> watch.givenBack((FinishedWork) work));
        }
        return started;
    }

    private Exchange exchange(FinishedWork work) {
        Exchange exchange;
        try {
            exchange = createExchange(true);
            describe.accept(exchange.getMessage(), work.results());
        } catch (RuntimeException e) {
            watch.givenBack(work);
            throw e;
        }
        exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
            @Override
            public void onComplete(Exchange done) {
                watch.completed(work);
            }

            @Override
            public void onFailure(Exchange failed) {
                watch.givenBack(work);
            }
        });
        return exchange;
    }
}
