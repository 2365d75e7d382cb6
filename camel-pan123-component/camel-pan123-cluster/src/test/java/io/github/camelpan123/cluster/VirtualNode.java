package io.github.camelpan123.cluster;

import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.PermitGate;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A node on a virtual clock, with a queue that always has calls waiting. As in the component, a worker has to begin
 * before it takes a permit, then lets the next one be asked for, and prepares its call.
 */
final class VirtualNode {

    private final VirtualTime time;
    private final SharedEngine store;
    private final LongSupplier begins;
    private final LongSupplier prepares;
    private final LongSupplier ways;
    /** When its calls arrived. */
    final List<Long> calls = new ArrayList<>();
    /** How many permits could not be used. */
    int unused;

    private PermitGate gate;
    private int most;
    private boolean paused;

    /**
     * @param late how late its timer is
     * @param begins how long a worker takes to begin
     * @param prepares how long a worker takes to prepare a call
     * @param ways how long a call is on its way to the platform
     */
    VirtualNode(
            VirtualTime time,
            Engine engine,
            LongSupplier late,
            LongSupplier begins,
            LongSupplier prepares,
            LongSupplier ways) {
        this.time = time;
        this.store = new SharedEngine(engine, "The engine of the test", Node.TIMEOUT, time.timer(late), time::nanos);
        this.begins = begins;
        this.prepares = prepares;
        this.ways = ways;
    }

    VirtualNode(VirtualTime time, Engine engine) {
        this(time, engine, () -> 0, () -> 0, () -> 0, () -> 0);
    }

    SharedEngine store() {
        return store;
    }

    VirtualNode call(String limit, Pace pace, int most) {
        this.gate = new ClusterGate(store, "test:" + limit, pace);
        this.most = most;
        next();
        return this;
    }

    private void next() {
        CompletableFuture<Optional<Permit>> answer = gate.acquire(most);
        answer.thenAccept(permit -> time.in(Duration.ofNanos(begins.getAsLong()), () -> use(permit.orElseThrow())));
    }

    private void use(Permit permit) {
        if (permit.expired()) {
            giveBack(permit);
            next();
        } else {
            next();
            time.in(Duration.ofNanos(prepares.getAsLong()), () -> send(permit));
        }
    }

    private void send(Permit permit) {
        if (permit.valid()) {
            calls.add(time.nanos() + ways.getAsLong());
        } else {
            giveBack(permit);
        }
    }

    private void giveBack(Permit permit) {
        unused++;
        permit.giveBack();
    }
}
