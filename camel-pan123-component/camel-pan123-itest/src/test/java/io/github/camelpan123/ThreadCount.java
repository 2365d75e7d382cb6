package io.github.camelpan123;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** The most threads that contexts had for calls of the platform at one time, by a look every so often. */
final class ThreadCount implements AutoCloseable {

    private static final int MILLIS = 50;

    private final List<CamelContext> contexts;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile int most;

    ThreadCount(List<CamelContext> contexts) {
        this.contexts = contexts;
        timer.scheduleAtFixedRate(this::look, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        most = Math.max(most, (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> contexts.stream().anyMatch(context -> ofPool(thread, context)))
                .count());
    }

    private static boolean ofPool(Thread thread, CamelContext context) {
        return thread.getName().startsWith("Camel (" + context.getName() + ") ")
                && thread.getName().endsWith(" - pan123");
    }

    int most() {
        return most;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
