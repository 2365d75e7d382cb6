package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.cluster.MemoryEngine.State;
import io.github.camelpan123.fixtures.VirtualTime;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedUploadsTest {

    private static final int MOST = 16;
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final VirtualTime time = new VirtualTime();
    private final MemoryEngine engine = new MemoryEngine(time::nanos);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    private void until(BooleanSupplier condition) {
        assertThat(time.passUntil(condition, Duration.ofMinutes(1))).isTrue();
    }

    private <T> T get(CompletableFuture<T> future) {
        until(future::isDone);
        return future.join();
    }

    /** Uploads all the time. */
    private final class Uploader {
        private final SharedEngine store;
        private final SharedUploads slots;
        private final AtomicInteger own = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final ConcurrentLinkedQueue<Runnable> ends = new ConcurrentLinkedQueue<>();
        private volatile boolean busy;
        private volatile boolean dead;

        Uploader() {
            this(engine);
        }

        Uploader(Engine engine) {
            ScheduledExecutorService timer = time.timer(() -> 0);
            store = new SharedEngine(engine, "The engine of the test", Duration.ofMillis(500), timer, time::nanos);
            slots = new SharedUploads(store, "uploads", MOST, LEASE);
        }

        void start(int atOnce) {
            busy = true;
            for (int i = 0; i < atOnce; i++) {
                next();
            }
        }

        private void next() {
            slots.acquire().thenAccept(end -> {
                if (dead) {
                    return;
                }
                own.incrementAndGet();
                mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                ends.add(end);
                time.in(Duration.ofMillis(20), this::end);
            });
        }

        private void end() {
            Runnable end = ends.poll();
            if (end == null) {
                return;
            }
            own.decrementAndGet();
            inFlight.decrementAndGet();
            ended.incrementAndGet();
            end.run();
            if (busy) {
                next();
            }
        }

        /** Its connections end with it. */
        void kill() {
            dead = true;
            busy = false;
            store.close();
            while (ends.poll() != null) {
                inFlight.decrementAndGet();
            }
        }
    }

    @Test
    void oneNodeUsesAllAndOthersGetTheirPartOfThem() {
        Uploader first = new Uploader();
        first.start(40);
        until(() -> first.own.get() == MOST);
        List<Uploader> others = List.of(new Uploader(), new Uploader(), new Uploader());
        others.forEach(one -> one.start(40));
        // each has its quarter, again and again
        until(() -> others.stream().allMatch(one -> one.ended.get() > 40));
        until(() -> others.stream().allMatch(one -> one.own.get() == 4) && first.own.get() == 4);
        assertThat(mostInFlight.get()).isEqualTo(MOST);
    }

    @Test
    void thePartOfANodeThatIsKilledIsUsedByTheOthersAfterItsLease() {
        Uploader first = new Uploader();
        Uploader second = new Uploader();
        first.start(40);
        second.start(40);
        until(() -> first.own.get() == 8 && second.own.get() == 8);
        first.kill();
        until(() -> second.own.get() == MOST);
        assertThat(mostInFlight.get()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void aNodeWithNothingToUploadGivesItsPartBack() {
        Uploader first = new Uploader();
        first.start(40);
        until(() -> first.own.get() == MOST);
        first.busy = false;
        until(() -> first.own.get() == 0);
        Uploader second = new Uploader();
        second.start(40);
        until(() -> second.own.get() == MOST);
        assertThat(mostInFlight.get()).isLessThanOrEqualTo(MOST);
    }

    /** Another node has changed the parts in between, or nobody knows whether the part was given back. */
    @ParameterizedTest
    @ValueSource(strings = {"false", "failure"})
    void aNodeWithNothingToUploadTriesAgainToGiveItsPartBack(String answer) {
        AtomicBoolean tried = new AtomicBoolean();
        Engine once = (Engine) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, given) -> {
                    boolean back = method.getName().equals("replace")
                            && UploadParts.decode((byte[]) given[2]).nodes().isEmpty();
                    if (back && !tried.getAndSet(true)) {
                        return answer.equals("false")
                                ? CompletableFuture.completedFuture(false)
                                : CompletableFuture.failedFuture(new IOException("no answer"));
                    }
                    return method.invoke(engine, given);
                });
        Uploader node = new Uploader(once);
        node.start(1);
        until(() -> node.own.get() == 1);
        node.busy = false;
        until(tried::get);
        until(() -> parts().isEmpty());
        // and looks no more
        time.pass(Duration.ofMinutes(1));
        int asked = engine.operations.get();
        time.pass(Duration.ofSeconds(30));
        assertThat(engine.operations.get() - asked).isLessThan(3);
    }

    private Map<String, UploadParts.Part> parts() {
        return UploadParts.decode(engine.read("uploads").join().orElseThrow()).nodes();
    }

    @Test
    void whoCannotReachTheEngineBeginsNoMoreAndGoesOnLater() {
        Uploader node = new Uploader();
        node.start(40);
        until(() -> node.own.get() == MOST);
        engine.state = State.SILENT;
        until(() -> node.own.get() == 0);
        engine.state = State.WORKS;
        until(() -> node.own.get() == MOST);
        assertThat(mostInFlight.get()).isLessThanOrEqualTo(MOST);
    }

    /** Its uploads go on meanwhile, and another one may reach the engine before it. */
    @Test
    void aNodeThatIsAliveKeepsItsPartHoweverLongTheEngineDidNotAnswer() {
        NodeView view = new NodeView(engine);
        Uploader first = new Uploader(view);
        for (int i = 0; i < MOST / 2; i++) {
            get(first.slots.acquire());
        }
        Uploader second = new Uploader();
        second.start(40);
        until(() -> second.own.get() == MOST / 2);
        engine.state = State.FAILS;
        time.pass(LEASE.multipliedBy(3));
        view.reached = false;
        engine.state = State.WORKS;
        until(() -> second.own.get() > 0);
        view.reached = true;
        int ended = second.ended.get();
        until(() -> {
            assertThat(second.own.get()).isLessThanOrEqualTo(MOST / 2);
            return second.ended.get() - ended > 2000;
        });
        // and its part is used when it is gone
        first.kill();
        until(() -> second.own.get() == MOST);
    }

    @Test
    void anUploadThatWasGivenUpWhileItWaitedTakesNoSlot() {
        Uploader node = new Uploader();
        engine.state = State.SILENT;
        CompletableFuture<Runnable> givenUp = node.slots.acquire();
        givenUp.cancel(false);
        engine.state = State.WORKS;
        List<Runnable> ends = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            ends.add(get(node.slots.acquire()));
        }
        CompletableFuture<Runnable> tooMany = node.slots.acquire();
        time.pass(Duration.ofMinutes(1));
        assertThat(tooMany).isNotDone();
        // twice is once
        ends.get(0).run();
        ends.get(0).run();
        assertThat(get(tooMany)).isNotNull();
        CompletableFuture<Runnable> again = node.slots.acquire();
        time.pass(Duration.ofMinutes(1));
        assertThat(again).isNotDone();
    }

    @Test
    void anyNumberOfUploadsCanBeGivenUpWhileTheyWait() {
        Uploader node = new Uploader();
        List<Runnable> ends = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            ends.add(get(node.slots.acquire()));
        }
        for (int i = 0; i < 200_000; i++) {
            node.slots.acquire().cancel(false);
        }
        ends.get(0).run();
        assertThat(get(node.slots.acquire())).isNotNull();
    }

    @Test
    void whatIsStoredIsReadAgainAndWhatIsDamagedCountsAsNothing() {
        UploadParts parts =
                new UploadParts(Map.of("a", new UploadParts.Part(1, 2, 3))).with("b", new UploadParts.Part(4, 5, 6));
        assertThat(UploadParts.decode(parts.encode()).nodes()).isEqualTo(parts.nodes());
        for (String text : List.of("", "x", "2\na 1 2 3", "1\na 1 2", "1\na b c d")) {
            assertThat(UploadParts.decode(text.getBytes(StandardCharsets.UTF_8)).nodes())
                    .as(text)
                    .isEmpty();
        }
    }
}
