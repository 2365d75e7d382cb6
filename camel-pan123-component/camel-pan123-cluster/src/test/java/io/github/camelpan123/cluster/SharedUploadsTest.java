package io.github.camelpan123.cluster;

import static io.github.camelpan123.cluster.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.cluster.MemoryEngine.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedUploadsTest {

    private static final int MOST = 16;
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final MemoryEngine engine = new MemoryEngine();
    private final List<SharedStore> open = new ArrayList<>();
    private final ScheduledExecutorService time = Executors.newScheduledThreadPool(2);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    @AfterEach
    void close() {
        open.forEach(SharedStore::close);
        time.shutdownNow();
    }

    /** Uploads all the time. */
    private final class Uploader {
        private final SharedStore store = new SharedStore(engine, "The engine of the test", Duration.ofMillis(500));
        private final SharedUploads slots = new SharedUploads(store, "uploads", MOST, LEASE);
        private final AtomicInteger own = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final ConcurrentLinkedQueue<Runnable> ends = new ConcurrentLinkedQueue<>();
        private volatile boolean busy;
        private volatile boolean dead;

        Uploader() {
            open.add(store);
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
                time.schedule(this::end, 20, TimeUnit.MILLISECONDS);
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
        await().until(() -> first.own.get() == MOST);
        List<Uploader> others = List.of(new Uploader(), new Uploader(), new Uploader());
        others.forEach(one -> one.start(40));
        // each has its quarter, again and again
        await().atMost(Duration.ofSeconds(30)).until(() -> others.stream().allMatch(one -> one.ended.get() > 40));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> others.stream().allMatch(one -> one.own.get() == 4) && first.own.get() == 4);
        assertThat(mostInFlight.get()).isEqualTo(MOST);
    }

    @Test
    void thePartOfANodeThatIsKilledIsUsedByTheOthersAfterItsLease() {
        Uploader first = new Uploader();
        Uploader second = new Uploader();
        first.start(40);
        second.start(40);
        await().atMost(Duration.ofSeconds(30)).until(() -> first.own.get() == 8 && second.own.get() == 8);
        first.kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> second.own.get() == MOST);
        assertThat(mostInFlight.get()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void aNodeWithNothingToUploadGivesItsPartBack() {
        Uploader first = new Uploader();
        first.start(40);
        await().until(() -> first.own.get() == MOST);
        first.busy = false;
        await().atMost(Duration.ofSeconds(30)).until(() -> first.own.get() == 0);
        Uploader second = new Uploader();
        second.start(40);
        await().atMost(Duration.ofSeconds(30)).until(() -> second.own.get() == MOST);
        assertThat(mostInFlight.get()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void whoCannotReachTheEngineBeginsNoMoreAndGoesOnLater() {
        Uploader node = new Uploader();
        node.start(40);
        await().until(() -> node.own.get() == MOST);
        engine.state = State.SILENT;
        await().atMost(Duration.ofSeconds(30)).until(() -> node.own.get() == 0);
        engine.state = State.WORKS;
        await().atMost(Duration.ofSeconds(30)).until(() -> node.own.get() == MOST);
        assertThat(mostInFlight.get()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void anUploadThatWasGivenUpWhileItWaitedTakesNoSlot() throws Exception {
        Uploader node = new Uploader();
        engine.state = State.SILENT;
        CompletableFuture<Runnable> givenUp = node.slots.acquire();
        givenUp.cancel(false);
        engine.state = State.WORKS;
        List<Runnable> ends = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            ends.add(node.slots.acquire().get(30, TimeUnit.SECONDS));
        }
        CompletableFuture<Runnable> tooMany = node.slots.acquire();
        assertThat(tooMany).isNotDone();
        // twice is once
        ends.get(0).run();
        ends.get(0).run();
        assertThat(tooMany.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(node.slots.acquire()).isNotDone();
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
