package io.github.camelpan123;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Tells the accounts of a context that it stops, before Camel waits for exchanges. Calls that could not be made during
 * that time would otherwise hold the context for the whole shutdown timeout and fail at its end.
 */
final class ShutdownNotice extends LifecycleStrategySupport {

    /**
     * What is left of the shutdown timeout for the answers of the last calls and for the routes. Camel checks once a
     * second whether all exchanges have completed. Of a short timeout it is half.
     */
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final Consumer<Duration> accounts;

    /** @param accounts gets the time in which calls can still be made */
    ShutdownNotice(Consumer<Duration> accounts) {
        this.accounts = accounts;
    }

    @Override
    public void onContextStopping(CamelContext context) {
        ShutdownStrategy shutdown = context.getShutdownStrategy();
        Duration timeout =
                Duration.of(shutdown.getTimeout(), shutdown.getTimeUnit().toChronoUnit());
        Duration half = timeout.dividedBy(2);
        accounts.accept(timeout.minus(RESERVE.compareTo(half) < 0 ? RESERVE : half));
    }
}
