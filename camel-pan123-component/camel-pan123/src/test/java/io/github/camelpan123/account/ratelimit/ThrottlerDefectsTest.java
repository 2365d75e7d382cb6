package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.fixtures.UnownedCall;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.TotalRequestsThrottler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A queue asks Camel's {@link TotalRequestsThrottler} for its permits. Each test holds that one of that class' known
 * defects does not reach a call.
 */
class ThrottlerDefectsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ThreadPoolExecutor workers = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final CamelContext context = new DefaultCamelContext(false);
    private final AtomicReference<ThrottleGate> gate = new AtomicReference<>();
    private final AtomicInteger insideGate = new AtomicInteger();
    private final AtomicInteger togetherInGate = new AtomicInteger();
    private final List<Long> sendTimes = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private RateLimitedQueue queue(Rate rate, WaitBounds bounds) {
        return new RateLimitedQueue(
                Api.USER_INFO,
                rate,
                new Workers(workers).share(),
                workers,
                timer,
                bounds,
                System::nanoTime,
                this::open);
    }

    private RateLimitedQueue queue(Rate rate) {
        return queue(rate, new WaitBounds(Duration.ZERO, 0));
    }

    private PermitGate open(Rate rate) {
        ThrottleGate opened = new ThrottleGate(rate, () -> context);
        gate.set(opened);
        return most -> {
            if (insideGate.incrementAndGet() > 1) {
                togetherInGate.incrementAndGet();
            }
            Thread.onSpinWait();
            CompletableFuture<Optional<Permit>> answer = opened.acquire(most);
            insideGate.decrementAndGet();
            return answer;
        };
    }

    /** Answers at once, with its number. */
    private CompletableFuture<Integer> submit(RateLimitedQueue queue, int number) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        queue.submit(new UnownedCall(System.nanoTime()) {
            @Override
            public Pan123Exception send(Runnable onSend) {
                // before it is known to the queue, so that a busy machine cannot make two look closer than they were
                sendTimes.add(System.nanoTime());
                onSend.run();
                return null;
            }

            @Override
            public void deliver() {
                answer.complete(number);
            }

            @Override
            public void fail(Pan123Exception why) {
                answer.completeExceptionally(why);
            }
        });
        return answer;
    }

    private List<CompletableFuture<Integer>> submitAll(RateLimitedQueue queue, int count) {
        return IntStream.range(0, count).mapToObj(i -> submit(queue, i)).toList();
    }

    private static void allSucceed(Collection<CompletableFuture<Integer>> all) {
        all.forEach(one -> assertThat(one.orTimeout(2, TimeUnit.MINUTES).join()).isNotNegative());
    }

    /** As a step of the wall clock looks to the permits that are out: they are due so much later or sooner. */
    private static void stepClock(ThrottleGate gate, Duration step) throws ReflectiveOperationException {
        Object throttler = read(gate, "throttler");
        Map<?, ?> states = (Map<?, ?>) read(throttler, "states");
        for (Object state : states.values()) {
            for (Object permit : (Iterable<?>) read(state, "delayQueue")) {
                Field due = permit.getClass().getDeclaredField("scheduledTime");
                due.setAccessible(true);
                due.setLong(permit, due.getLong(permit) - step.toMillis());
            }
        }
    }

    private static Object read(Object from, String field) throws ReflectiveOperationException {
        Field found = from.getClass().getDeclaredField(field);
        found.setAccessible(true);
        return found.get(from);
    }

    /** T1: with one permit, two callers at the same time can meet an empty queue of permits and fail. */
    @Test
    void t1ManyThreadsMeetOnePermitAndNoneFails() {
        RateLimitedQueue queue = queue(new Rate(1, Duration.ofMillis(1)));
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int caller = 0; caller < 16; caller++) {
                all.add(CompletableFuture.supplyAsync(() -> submitAll(queue, 40), callers)
                        .thenApply(mine -> {
                            allSucceed(mine);
                            return mine.size();
                        }));
            }
            allSucceed(all);
            assertThat(sendTimes).hasSize(16 * 40);
            assertThat(togetherInGate).hasValue(0);
        } finally {
            callers.shutdownNow();
        }
    }

    /** T2: who waits there is woken in no order, and blocks threads that others need. */
    @Test
    void t2WaitingCallsKeepTheirOrderAndHoldNoThread() {
        RateLimitedQueue slow = queue(new Rate(1, Duration.ofMinutes(10)));
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> all = submitAll(slow, 20).stream()
                .map(answer -> answer.thenAccept(order::add))
                .toList();
        RateLimitedQueue other = queue(new Rate(20, SECOND));
        allSucceed(submitAll(other, 10));
        assertThat(order.size()).isLessThanOrEqualTo(1);
        assertThat(workers.getQueue()).isEmpty();
        slow.change(new Rate(1, Duration.ofMillis(10)));
        all.forEach(CompletableFuture::join);
        assertThat(order).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    /** T3: lowering the number blocks the caller until the permits that are too many have come back. */
    @Test
    void t3ALowerLimitBlocksNobody() {
        Duration period = Duration.ofMinutes(10);
        RateLimitedQueue queue = queue(new Rate(5, period));
        allSucceed(submitAll(queue, 5));
        CompletableFuture.runAsync(() -> queue.change(new Rate(1, period)))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        CompletableFuture<Integer> next = submit(queue, 5);
        assertThat(queue.figures().waiting()).isOne();
        assertThat(next).isNotDone();
    }

    /** T4: a limit of 0 is taken, and blocks for ever. */
    @Test
    void t4NoLimitIsZero() {
        assertThatThrownBy(() -> Rate.parse("rateLimits.userInfo", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rateLimits.userInfo=0");
        assertThatThrownBy(() -> new Rate(0, SECOND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    /** T5: a shorter period does not reach permits that are out already. */
    @Test
    void t5AShorterPeriodHoldsForAllPermitsAtOnce() {
        RateLimitedQueue queue = queue(new Rate(2, Duration.ofMinutes(10)));
        allSucceed(submitAll(queue, 2));
        List<CompletableFuture<Integer>> waiting = submitAll(queue, 4);
        queue.change(new Rate(2, Duration.ofMillis(200)));
        allSucceed(waiting);
    }

    /** T6: permits are counted by the wall clock, so a step back freezes them. */
    @Test
    void t6AStepOfTheClockBackFreezesNothing() throws Exception {
        RateLimitedQueue queue = queue(new Rate(1, Duration.ofMillis(100)));
        allSucceed(submitAll(queue, 1));
        stepClock(gate.get(), Duration.ofHours(-1));
        allSucceed(submitAll(queue, 3));
    }

    /** T6: and a step forward lets all of them out at once. */
    @Test
    void t6AStepOfTheClockForwardLetsNothingOutEarly() throws Exception {
        Duration period = Duration.ofMillis(800);
        RateLimitedQueue queue = queue(new Rate(2, period));
        allSucceed(submitAll(queue, 2));
        stepClock(gate.get(), Duration.ofHours(1));
        assertThat(gate.get().tryAcquire()).isTrue();
        allSucceed(submitAll(queue, 2));
        assertThat(sendTimes.get(2) - sendTimes.get(0)).isGreaterThanOrEqualTo(period.toNanos());
        assertThat(sendTimes.get(3) - sendTimes.get(1)).isGreaterThanOrEqualTo(period.toNanos());
    }

    /** T8: without an executor for its clean-up it fails; with a real one it forgets the permits of an idle queue. */
    @Test
    void t8NoCleanUpIsNeededAndNoneForgetsPermits() throws Exception {
        ThrottleGate idle = new ThrottleGate(new Rate(1, Duration.ofMillis(1)), () -> context);
        assertThat(idle.tryAcquire()).isTrue();
        Map<?, ?> states = (Map<?, ?>) read(read(idle, "throttler"), "states");
        // the throttler would have forgotten after ten periods, which are ten milliseconds here
        Awaitility.await().pollDelay(Duration.ofMillis(200)).untilAsserted(() -> assertThat(states)
                .hasSize(1));
        assertThat(idle.tryAcquire()).isTrue();
    }

    /** T9: one that was not started refuses everything. */
    @Test
    void t9AGateOpensWithoutBeingStartedByAnybody() throws Exception {
        ThrottleGate fresh = new ThrottleGate(new Rate(1, SECOND), () -> context);
        assertThat(fresh.tryAcquire()).isTrue();
        assertThat(((TotalRequestsThrottler) read(fresh, "throttler")).isStarted())
                .isTrue();
    }

    /** T13: any number waits there for any time, and nothing ends the waiting. */
    @Test
    void t13WaitingIsBoundedInNumberAndTimeAndEndsWithTheQueue() {
        RateLimitedQueue few = queue(new Rate(1, Duration.ofMinutes(1)), new WaitBounds(Duration.ZERO, 3));
        allSucceed(submitAll(few, 1));
        List<CompletableFuture<Integer>> waiting = submitAll(few, 3);
        assertThatThrownBy(() -> submit(few, 4).join())
                .hasCauseInstanceOf(Pan123WaitExceededException.class)
                .hasMessageContaining("maxWaiting=3");

        RateLimitedQueue brief = queue(new Rate(1, Duration.ofMinutes(1)), new WaitBounds(SECOND, 0));
        allSucceed(submitAll(brief, 1));
        assertThatThrownBy(() -> submit(brief, 1).join())
                .cause()
                .isInstanceOfSatisfying(Pan123WaitExceededException.class, why -> assertThat(why.getExpectedWait())
                        .isBetween(SECOND, Duration.ofSeconds(61)));

        few.close();
        assertThat(waiting)
                .allSatisfy(one -> assertThatThrownBy(one::join).hasCauseInstanceOf(Pan123ShutdownException.class));
    }
}
