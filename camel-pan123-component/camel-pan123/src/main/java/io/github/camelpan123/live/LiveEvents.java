package io.github.camelpan123.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the state to everybody who listens, twice a second. The state is read once for all of them, and only while
 * somebody listens.
 */
final class LiveEvents implements AutoCloseable {

    static final int MOST_LISTENERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);
    private static final long EVERY_MILLIS = 500;

    private final Supplier<String> state;
    private final ScheduledExecutorService thread;
    private final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();
    private ScheduledFuture<?> ticks;
    private boolean closed;

    /**
     * @param state returns the state as one line
     * @param thread reads the state; closed by the caller
     */
    LiveEvents(Supplier<String> state, ScheduledExecutorService thread) {
        this.state = state;
        this.thread = thread;
    }

    /**
     * Adds a listener. It must not block.
     *
     * @return false if there are too many
     */
    synchronized boolean add(Consumer<String> listener) {
        if (closed || listeners.size() >= MOST_LISTENERS) {
            return false;
        }
        listeners.add(listener);
        if (ticks == null) {
            ticks = thread.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    synchronized void remove(Consumer<String> listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    /** Returns how many listen. */
    int listeners() {
        return listeners.size();
    }

    private void tick() {
        try {
            String now = state.get();
            listeners.forEach(listener -> listener.accept(now));
        } catch (RuntimeException | Error e) {
            // an exception would end the schedule
            LOG.debug("The state cannot be shown", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        listeners.clear();
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }
}
