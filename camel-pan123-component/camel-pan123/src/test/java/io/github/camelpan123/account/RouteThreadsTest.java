package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tasks on the threads of routes: the quick ones share, the slow ones never hold up anybody. */
@Isolated("Awaitility reads the exceptions that nobody catches, in all tests")
class RouteThreadsTest {

    private static final int MANY = 1_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<RouteThreads> made = new ArrayList<>();
    private final AtomicInteger threads = new AtomicInteger();

    private RouteThreads threads(LongSupplier clock) {
        RouteThreads routes = new RouteThreads(
                task -> {
                    threads.incrementAndGet();
                    return new Thread(task);
                },
                1,
                timer,
                clock);
        made.add(routes);
        return routes;
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
        made.forEach(RouteThreads::close);
    }

    @Test
    void whatIsQuickSharesOneThreadAndKeepsItsOrder() {
        // nothing ever takes long
        RouteThreads routes = threads(() -> 0);
        CountDownLatch all = new CountDownLatch(1);
        List<Integer> done = new ArrayList<>();
        routes.execute(() -> join(all));
        for (int i = 0; i < MANY; i++) {
            int number = i;
            routes.execute(() -> done.add(number));
        }
        CompletableFuture<Void> last = CompletableFuture.runAsync(() -> {}, routes);
        all.countDown();
        last.join();
        assertThat(done).hasSize(MANY).isSorted();
        assertThat(threads).hasValue(1);
    }

    @Test
    void whoeverBlocksHoldsUpNobody() {
        RouteThreads routes = threads(System::nanoTime);
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 50; i++) {
            routes.execute(() -> join(never));
        }
        CompletableFuture.runAsync(() -> {}, routes).join();
        assertThat(threads).hasValueGreaterThan(50);
        never.countDown();
    }

    @Test
    void aCrowdInWhichEachWaitsForTheNextComesToItsEnd() {
        RouteThreads routes = threads(System::nanoTime);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i <= 200; i++) {
            all.add(new CompletableFuture<>());
        }
        for (int i = 0; i < 200; i++) {
            int mine = i;
            routes.execute(() -> {
                all.get(mine + 1).join();
                all.get(mine).complete(null);
            });
        }
        routes.execute(() -> all.get(200).complete(null));
        all.get(0).join();
    }

    @Test
    void aThreadThatIsFreeAgainTakesTheNext() {
        RouteThreads routes = threads(System::nanoTime);
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        int tasks = 0;
        // a thread that has just told its end may not be back yet when the next task comes
        while (used.size() == tasks && tasks < MANY) {
            tasks++;
            CompletableFuture.runAsync(() -> used.add(Thread.currentThread()), routes)
                    .join();
        }
        assertThat(used).hasSizeLessThan(tasks);
    }

    @Test
    void aTaskThatThrowsTakesNoOtherWithIt() {
        RouteThreads routes = threads(System::nanoTime);
        CountDownLatch queued = new CountDownLatch(1);
        routes.execute(() -> {
            join(queued);
            throw new ExpectedException();
        });
        CompletableFuture<Void> behind = CompletableFuture.runAsync(() -> {}, routes);
        queued.countDown();
        behind.join();
        CompletableFuture.runAsync(() -> {}, routes).join();
    }

    @Test
    void whatWaitsWhenItIsClosedIsDoneAllTheSame() {
        AtomicBoolean frozen = new AtomicBoolean(true);
        RouteThreads routes = threads(() -> frozen.get() ? 0 : System.nanoTime());
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            routes.execute(() -> {
                done.incrementAndGet();
                join(never);
            });
        }
        timer.shutdownNow();
        routes.close();
        // the one that works, and the one that looks after those that wait: they are not a thread each
        assertThat(threads).hasValue(2);
        frozen.set(false);
        await().until(() -> done.get() == 20);
        never.countDown();
    }

    @Test
    void whatComesAfterwardsRunsWhereItCameFrom() {
        RouteThreads routes = threads(System::nanoTime);
        routes.close();
        List<Thread> ran = new ArrayList<>();
        routes.execute(() -> ran.add(Thread.currentThread()));
        assertThat(ran).containsExactly(Thread.currentThread());
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class ExpectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
