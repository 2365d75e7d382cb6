package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.support.Futures;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.apache.camel.processor.TotalRequestsThrottler;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Camel's Throttle EIP at the documented limit, used without blocking. It belongs to the account and not to a context:
 * throttler and expression work without a context, so a stopped context is not kept in memory. The exchange for each
 * permit belongs to a context that currently uses the account, because the throttler logs its ID.
 */
final class ThrottleGate implements PermitGate {

    private static final CamelContext NONE = null;
    private static final IgnoringScheduler NO_CLEAN_UP = new IgnoringScheduler();
    private static final Optional<Permit> GRANTED = Optional.of(Permit.LASTING);

    private final TotalRequestsThrottler throttler;
    private final Supplier<CamelContext> contexts;

    /** @param contexts returns a context that uses the account */
    ThrottleGate(Rate rate, Supplier<CamelContext> contexts) {
        this.contexts = contexts;
        throttler = new TotalRequestsThrottler(
                NONE, new Constant(rate.permits()), rate.period().toMillis(), NO_CLEAN_UP, false, true, null);
        throttler.setAsyncDelayed(false);
        ServiceHelper.startService(throttler);
    }

    /** Completes at once. */
    @Override
    public CompletableFuture<Optional<Permit>> acquire(int waiting) {
        return Futures.completed(tryAcquire() ? GRANTED : Optional.empty());
    }

    /** Returns false only if the throttler reported that there is no permit. */
    boolean tryAcquire() {
        Exchange exchange = new DefaultExchange(contexts.get());
        throttler.process(exchange, doneSync -> {});
        Exception answer = exchange.getException();
        if (answer != null && !(answer instanceof ThrottlerRejectedExecutionException)) {
            throw RuntimeCamelException.wrapRuntimeException(answer);
        }
        return answer == null;
    }

    /** A constant expression without a context. Camel's own is bound to a context and fails when that has stopped. */
    private record Constant(int value) implements Expression {
        @Override
        public <T> T evaluate(Exchange exchange, Class<T> type) {
            return type.cast(value);
        }
    }

    /**
     * A scheduler that never runs the throttler's clean-up, because the throttler would lose its permits after ten idle
     * periods.
     */
    private static final class IgnoringScheduler extends ScheduledThreadPoolExecutor {
        IgnoringScheduler() {
            super(0);
            shutdown();
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return null;
        }
    }
}
