package io.github.camelpan123.account.ratelimit;

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
 * Camel's Throttle EIP at the documented number, asked without ever blocking. It belongs to the account and to no
 * context: throttler and expression work without one, so a stopped context is not kept alive. The exchange it is asked
 * with is a real one of whichever context uses the account now, because the throttler logs its id.
 */
final class ThrottleGate {

    private static final CamelContext NONE = null;
    private static final IgnoringScheduler NO_CLEAN_UP = new IgnoringScheduler();

    private final TotalRequestsThrottler throttler;
    private final Supplier<CamelContext> contexts;

    /** @param contexts gives a context that uses the account */
    ThrottleGate(Rate rate, Supplier<CamelContext> contexts) {
        this.contexts = contexts;
        throttler = new TotalRequestsThrottler(
                NONE, new Constant(rate.permits()), rate.period().toMillis(), NO_CLEAN_UP, false, true, null);
        throttler.setAsyncDelayed(false);
        ServiceHelper.startService(throttler);
    }

    /**
     * Takes a permit when there is one.
     *
     * @return false only when the throttler said that there is none
     * @throws RuntimeException when it could not tell
     */
    boolean tryAcquire() {
        Exchange exchange = new DefaultExchange(contexts.get());
        throttler.process(exchange, doneSync -> {});
        Exception answer = exchange.getException();
        if (answer != null && !(answer instanceof ThrottlerRejectedExecutionException)) {
            throw RuntimeCamelException.wrapRuntimeException(answer);
        }
        return answer == null;
    }

    /** Camel's own constant expression is bound to a context and fails once that has stopped. */
    private record Constant(int value) implements Expression {
        @Override
        public <T> T evaluate(Exchange exchange, Class<T> type) {
            return type.cast(value);
        }
    }

    /** The throttler forgets its permits after ten idle periods; a clean-up that never runs makes it remember. */
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
