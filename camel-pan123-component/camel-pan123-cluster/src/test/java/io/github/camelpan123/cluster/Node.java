package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.PermitGate;
import io.github.camelpan123.account.ratelimit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that always has calls waiting, in the JVM of the test. */
final class Node implements AutoCloseable {

    static final Duration SLACK = Duration.ofMillis(110);
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final SharedEngine store;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<PermitGate> gates = new CopyOnWriteArrayList<>();
    final AtomicInteger expired = new AtomicInteger();

    Node(Engine engine) {
        this(engine, TIMEOUT);
    }

    Node(Engine engine, Duration timeout) {
        store = new SharedEngine(engine, "The engine of the test", timeout);
    }

    SharedEngine store() {
        return store;
    }

    static ClusterSettings settings(int nodes, OnStoreLost onStoreLost, int weight) {
        return new ClusterSettings(
                new Bucket4jClusterProvider(), ClusterType.redis, "none", SLACK, TIMEOUT, onStoreLost, nodes, weight);
    }

    static Pace pace(Rate rate, int nodes) {
        return Pace.of(rate, settings(nodes, OnStoreLost.wait, 1));
    }

    /** Makes calls of a limit from now on, and returns their times. */
    List<Long> call(String limit, Pace pace, int most) {
        List<Long> times = new CopyOnWriteArrayList<>();
        PermitGate gate = new ClusterGate(store, "test:" + limit, pace);
        gates.add(gate);
        next(gate, most, times);
        return times;
    }

    private void next(PermitGate gate, int most, List<Long> times) {
        CompletableFuture<Optional<Permit>> answer = gate.acquire(most);
        answer.thenAcceptAsync(
                granted -> {
                    Permit permit = granted.orElseThrow();
                    if (permit.valid()) {
                        times.add(System.nanoTime());
                    } else {
                        expired.incrementAndGet();
                        permit.giveBack();
                    }
                    next(gate, most, times);
                },
                workers);
    }

    @Override
    public void close() {
        gates.forEach(PermitGate::close);
        store.close();
        workers.shutdownNow();
    }
}
