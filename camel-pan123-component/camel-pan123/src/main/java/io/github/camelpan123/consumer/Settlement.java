package io.github.camelpan123.consumer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * Ends the claim of a work item exactly once, with the outcome of its exchange. Until then the account stays in use,
 * because a later step may read the body.
 */
final class Settlement<W> implements Synchronization {

    private final W work;
    private final Supplier<Tracker<W>> tracker;
    private final PollHistory history;
    private final BooleanSupplier stopping;
    private final AtomicBoolean settled = new AtomicBoolean();
    private AccountUse account;

    /**
     * @param tracker returns the current tracker, because it may be replaced during the exchange
     * @param stopping whether the context or the consumer is stopping or has stopped
     */
    Settlement(W work, Supplier<Tracker<W>> tracker, PollHistory history, BooleanSupplier stopping) {
        this.work = work;
        this.tracker = tracker;
        this.history = history;
        this.stopping = stopping;
    }

    W work() {
        return work;
    }

    /** Keeps an account in use until the claim has ended. */
    void keep(AccountUse use) {
        account = use;
    }

    /** The exchange was made, and its end is the end of the claim. */
    void begin(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(this);
        history.exchangeBegan();
    }

    /**
     * The exchange could not be made.
     *
     * @return whether a stop is the cause
     */
    boolean notMade(Throwable cause) {
        leave();
        return failed(cause);
    }

    @Override
    public void onComplete(Exchange exchange) {
        if (settled.compareAndSet(false, true)) {
            history.exchangeEnded();
            try {
                tracker.get().completed(work);
            } finally {
                leave();
            }
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        if (settled.compareAndSet(false, true)) {
            history.exchangeEnded();
            try {
                failed(exchange.getException());
            } finally {
                leave();
            }
        }
    }

    /**
     * Settles the claim of an exchange that never got a unit of work and so calls no synchronization. Does nothing if
     * another exchange has taken over the synchronization.
     */
    void makeSure(Exchange exchange) {
        if (!settled.get() && exchange.getExchangeExtension().containsOnCompletion(this)) {
            if (exchange.isFailed()) {
                onFailure(exchange);
            } else {
                onComplete(exchange);
            }
        }
    }

    /** @return whether a stop is the cause, so that the item is only given back */
    private boolean failed(Throwable cause) {
        boolean stopped = StopCause.of(cause, stopping);
        if (stopped) {
            tracker.get().released(work);
        } else {
            tracker.get().failed(work, cause);
        }
        return stopped;
    }

    private void leave() {
        if (account != null) {
            account.leave();
        }
    }
}
