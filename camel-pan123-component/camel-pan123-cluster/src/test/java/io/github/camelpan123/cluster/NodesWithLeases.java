package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.UploadLeases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Nodes that take uploads over from each other, with one engine and a clock that the test moves. */
public final class NodesWithLeases implements AutoCloseable {

    public static final Duration LEASE = Duration.ofMillis(1500);

    /** An engine that is not reached fails at once, so nothing is to end because the machine holds a thread up. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final MemoryEngine engine = new MemoryEngine();
    private final AtomicLong clock = new AtomicLong();
    private final List<SharedEngine> open = new ArrayList<>();

    /** A node. */
    public final class Node {
        private final NodeView view = new NodeView(engine);
        private final SharedEngine store = new SharedEngine(view, "The engine of the test", TIMEOUT);

        private Node() {
            open.add(store);
        }

        public UploadLeases leases() {
            return (upload, above) -> lease(upload, above);
        }

        SharedLease lease(String upload, long above) {
            return new SharedLease(store, "test:" + upload, above, LEASE, clock::get);
        }

        /** Whether it reaches the engine. */
        public void reached(boolean reached) {
            view.reached = reached;
        }
    }

    public Node node() {
        return new Node();
    }

    /** Lets more time pass than a lease has. */
    public void passLease() {
        clock.addAndGet(LEASE.toNanos() + 1);
    }

    void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** The engine loses its state. */
    public void lose() {
        engine.lose();
    }

    /** How many values the engine has. */
    public int values() {
        return engine.values();
    }

    @Override
    public void close() {
        open.forEach(SharedEngine::close);
    }
}
