package io.github.camelpan123.consumer;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The consumer for {@code pollEnrich} and consumer templates. It claims one item per receive, so that no claimed item
 * waits without an exchange.
 */
public final class OneClaimPollingConsumer extends PollingConsumerSupport {

    private static final long NO_END = -1;

    private final ClaimingConsumer<?> consumer;
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    /** @param consumer configured but not started */
    public OneClaimPollingConsumer(ClaimingConsumer<?> consumer) {
        super(consumer.getEndpoint());
        this.consumer = consumer;
        consumer.setStartScheduler(false);
    }

    @Override
    public Exchange receive() {
        return receive(NO_END);
    }

    @Override
    public Exchange receiveNoWait() {
        return receive(0);
    }

    @Override
    public Exchange receive(long timeout) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, timeout));
        if (!isRunAllowed() || !isStarted()) {
            return null;
        }
        AccountUse account = consumer.use();
        try {
            return receiveUntil(end, timeout);
        } finally {
            account.leave();
        }
    }

    private Exchange receiveUntil(long end, long timeout) {
        while (isRunAllowed() && isStarted()) {
            Optional<Exchange> received = consumer.receive();
            if (received.isPresent()) {
                return received.get();
            }
            long left = timeout == NO_END ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || stoppedWithin(Math.min(left, consumer.getDelay()))) {
                return null;
            }
        }
        return null;
    }

    private boolean stoppedWithin(long millis) {
        try {
            return stopped.await(Math.max(1, millis), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        stopped = new CountDownLatch(1);
        ServiceHelper.startService(consumer);
    }

    @Override
    protected void doStop() throws Exception {
        stopped.countDown();
        ServiceHelper.stopService(consumer);
    }

    @Override
    protected void doShutdown() throws Exception {
        ServiceHelper.stopAndShutdownService(consumer);
    }
}
