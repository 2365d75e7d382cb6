package io.github.camelpan123.cluster;

import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.account.ratelimit.RateLimitedQueue;
import io.github.camelpan123.account.ratelimit.WaitBounds;
import io.github.camelpan123.account.ratelimit.Workers;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.fixtures.UnownedCall;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** A node on a virtual clock with the queue of the component, its own window included, in which calls always wait. */
final class VirtualQueue {

    private final VirtualTime time;
    private final LongSupplier ways;
    private final RateLimitedQueue queue;
    /** When its calls arrived. */
    final List<Long> calls = new ArrayList<>();

    /**
     * @param late how late each task of a thread begins
     * @param ways how long a call is on its way to the platform
     * @param waiting how many calls wait or are under way
     */
    VirtualQueue(
            VirtualTime time, Engine engine, Rate rate, Pace pace, LongSupplier late, LongSupplier ways, int waiting) {
        this.time = time;
        this.ways = ways;
        SharedEngine store =
                new SharedEngine(engine, "The engine of the test", Node.TIMEOUT, time.timer(late), time::nanos);
        Executor threads = task -> time.in(Duration.ofNanos(late.getAsLong()), task);
        this.queue = new RateLimitedQueue(
                Api.USER_INFO,
                rate,
                new Workers(threads).share(),
                threads,
                time.timer(late),
                new WaitBounds(Duration.ZERO, 0),
                time::nanos,
                limit -> new ClusterGate(store, "test:limit", pace));
        for (int i = 0; i < waiting; i++) {
            queue.submit(new Call(time.nanos()));
        }
    }

    private final class Call extends UnownedCall {

        Call(long enqueuedAt) {
            super(enqueuedAt);
        }

        @Override
        public Pan123Exception send(Runnable onSend) {
            try {
                onSend.run();
            } catch (RuntimeException notNow) {
                return null;
            }
            calls.add(time.nanos() + ways.getAsLong());
            return null;
        }

        @Override
        public void deliver() {
            queue.submit(new Call(time.nanos()));
        }
    }
}
