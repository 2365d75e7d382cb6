package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.fixtures.UnownedCall;
import io.github.camelpan123.fixtures.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a queue does when the platform refuses calls, on a clock of its own. */
class RateLimitedQueueTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final PermitGate OPEN = most -> CompletableFuture.completedFuture(Optional.of(Permit.LASTING));

    private final VirtualTime time = new VirtualTime();
    private final List<Integer> accepted = new ArrayList<>();
    private final List<Long> tries = new ArrayList<>();
    private final List<Integer> failed = new ArrayList<>();
    private final Deque<Long> window = new ArrayDeque<>();
    private int platformLimit = Integer.MAX_VALUE;
    private Duration platformPeriod = SECOND;
    private int toRefuse;
    private int refused;

    private RateLimitedQueue queue(int permits) {
        return queue(permits, rate -> OPEN);
    }

    private RateLimitedQueue queue(int permits, Function<Rate, PermitGate> gates) {
        return new RateLimitedQueue(
                Api.USER_INFO,
                new Rate(permits, SECOND),
                new Workers(time).share(),
                time,
                time,
                new WaitBounds(Duration.ZERO, 0),
                time::nanos,
                gates);
    }

    private class Numbered extends UnownedCall {
        private final int number;

        Numbered(int number) {
            super(time.nanos());
            this.number = number;
        }

        @Override
        public Pan123Exception send(Runnable onSend) {
            onSend.run();
            tries.add(time.nanos());
            if (platformTakes()) {
                accepted.add(number);
                return null;
            }
            refused++;
            return refusal();
        }

        @Override
        public void fail(Pan123Exception why) {
            assertThat(why).isInstanceOf(Pan123RateLimitedException.class);
            failed.add(number);
        }
    }

    static Pan123Exception refusal() {
        byte[] answer = "{\"code\":429,\"message\":\"\"}".getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(
                Pan123RateLimitedException.class, () -> AccountCalls.userInfo().read(new ObjectMapper(), 200, answer));
    }

    /** A rolling window, as the simulator's. */
    private boolean platformTakes() {
        long now = time.nanos();
        while (!window.isEmpty() && now - window.peek() >= platformPeriod.toNanos()) {
            window.poll();
        }
        if (toRefuse > 0) {
            toRefuse--;
            return false;
        }
        if (window.size() >= platformLimit) {
            return false;
        }
        window.add(now);
        return true;
    }

    private void submit(RateLimitedQueue queue, int count) {
        IntStream.range(0, count).forEach(i -> queue.submit(new Numbered(i)));
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void callsGoOutInTheOrderInWhichTheyCame() {
        submit(queue(7), 100);
        time.pass(Duration.ofSeconds(20));
        assertThat(accepted).isEqualTo(upTo(100));
    }

    @Test
    void aRefusedCallIsTheNextOneAgain() {
        toRefuse = 3;
        submit(queue(1), 5);
        time.pass(Duration.ofSeconds(30));
        assertThat(refused).isEqualTo(3);
        assertThat(accepted).isEqualTo(upTo(5));
    }

    @Test
    void aQueueOfOneASecondRecoversAfterOneRefusal() {
        RateLimitedQueue queue = queue(1);
        submit(queue, 60);
        time.pass(Duration.ofSeconds(10));
        toRefuse = 1;
        time.pass(Duration.ofSeconds(3));
        assertThat(refused).isOne();
        int before = accepted.size();
        time.pass(Duration.ofSeconds(20));
        assertThat(accepted.size() - before).isGreaterThanOrEqualTo(19);
        assertThat(accepted).isEqualTo(upTo(accepted.size()));
    }

    @Test
    void eachRefusalInARowDoublesThePauseWithJitterUntilTheCallIsGivenUp() {
        toRefuse = Integer.MAX_VALUE;
        submit(queue(1), 1);
        time.pass(Duration.ofMinutes(5));
        assertThat(failed).containsExactly(0);
        assertThat(tries).hasSize(8);
        long[] expected = {1, 2, 4, 8, 16, 30, 30};
        boolean jitter = false;
        for (int i = 0; i < expected.length; i++) {
            double pause = (tries.get(i + 1) - tries.get(i)) / 1e9;
            assertThat(pause).isBetween(expected[i] * 0.75, expected[i] * 1.25 + 0.01);
            jitter |= Math.abs(pause - expected[i]) > 0.01;
        }
        assertThat(jitter).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20})
    void aLimitCutToHalfCostsFewRefusalsAndIsUsedAgainWhenRestored(int limit) {
        platformLimit = limit;
        RateLimitedQueue queue = queue(limit);
        submit(queue, 300 * limit);
        time.pass(Duration.ofSeconds(5));
        assertThat(refused).isZero();

        // half of five is five in two seconds
        boolean odd = limit % 2 != 0;
        platformLimit = odd ? limit : limit / 2;
        platformPeriod = odd ? SECOND.multipliedBy(2) : SECOND;
        time.pass(Duration.ofSeconds(20));
        int refusedBefore = refused;
        int acceptedBefore = accepted.size();
        time.pass(Duration.ofSeconds(100));
        double refusals = refused - refusedBefore;
        assertThat(refusals / (refusals + accepted.size() - acceptedBefore)).isLessThan(0.04);

        platformLimit = limit;
        platformPeriod = SECOND;
        time.pass(Duration.ofSeconds(90));
        int restored = accepted.size();
        time.pass(Duration.ofSeconds(20));
        assertThat((accepted.size() - restored) / (20.0 * limit)).isGreaterThanOrEqualTo(0.9);
        assertThat(failed).isEmpty();
        assertThat(accepted).isEqualTo(upTo(accepted.size()));
    }

    /** One row differs from the next by the jitter of the pauses alone. */
    @Test
    void aSlowerQueuePausesAndTriesAgain() {
        double[] rows = IntStream.range(0, 200)
                .mapToDouble(row -> new RateLimitedQueueTest().acceptedAtHalfThePace())
                .toArray();
        assertThat(Arrays.stream(rows).average().orElseThrow()).isGreaterThan(30);
        assertThat(Arrays.stream(rows).min().orElseThrow()).isGreaterThan(25);
    }

    private int acceptedAtHalfThePace() {
        platformLimit = 1;
        platformPeriod = Duration.ofSeconds(2);
        submit(queue(1), 100);
        time.pass(Duration.ofSeconds(100));
        assertThat(failed).isEmpty();
        assertThat(accepted).isEqualTo(upTo(accepted.size()));
        return accepted.size();
    }

    static Stream<Throwable> whatAGateMayThrow() {
        return Stream.of(
                new NullPointerException(),
                new RejectedExecutionException("Run is not allowed"),
                new NoClassDefFoundError("x"),
                new Pan123UnreachableException(Api.USER_INFO, "Every context that used the account has stopped", null));
    }

    private static PermitGate throwing(Throwable why) {
        return most -> {
            if (why instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) why;
        };
    }

    private List<Pan123Exception> submitToFail(RateLimitedQueue queue, int count) {
        List<Pan123Exception> failures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            queue.submit(new Numbered(i) {
                @Override
                public void fail(Pan123Exception why) {
                    failures.add(why);
                }
            });
        }
        return failures;
    }

    @ParameterizedTest
    @MethodSource("whatAGateMayThrow")
    void aGateThatThrowsAnswersEveryCallWithAFailure(Throwable why) {
        RateLimitedQueue queue = queue(7, rate -> throwing(why));
        List<Pan123Exception> failures = submitToFail(queue, 100);
        time.pass(SECOND);
        assertThat(failures)
                .hasSize(100)
                .allSatisfy(failure ->
                        assertThat(failure == why || failure.getCause() == why).isTrue())
                .allSatisfy(failure -> assertThat(failure.getApi()).isEqualTo(Api.USER_INFO.path()));
        assertThat(tries).isEmpty();
        assertThat(queue.figures().waiting()).isZero();
        assertThat(time.quiet()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("whatAGateMayThrow")
    void aGateThatThrowsOnceCostsOneCall(Throwable why) {
        AtomicInteger gates = new AtomicInteger();
        RateLimitedQueue queue = queue(7, rate -> gates.getAndIncrement() == 0 ? throwing(why) : OPEN);
        List<Pan123Exception> failures = submitToFail(queue, 100);
        time.pass(Duration.ofSeconds(20));
        assertThat(failures).hasSize(1);
        assertThat(accepted).isEqualTo(IntStream.range(1, 100).boxed().toList());
        assertThat(gates).hasValue(2);
    }

    /** One that cannot be made again after the first has failed. */
    @Test
    void gatesThatCannotBeMadeAnswerEveryCallWithAFailure() {
        AtomicInteger gates = new AtomicInteger();
        RateLimitedQueue queue = queue(7, rate -> {
            if (gates.getAndIncrement() > 0) {
                throw new IllegalStateException("no more");
            }
            return throwing(new IllegalStateException("broken"));
        });
        List<Pan123Exception> failures = submitToFail(queue, 100);
        time.pass(SECOND);
        assertThat(failures).hasSize(100);
        assertThat(time.quiet()).isTrue();
        assertThatThrownBy(() -> queue.change(new Rate(3, SECOND))).isInstanceOf(IllegalStateException.class);
        assertThat(queue.figures().limit()).isEqualTo(new Rate(7, SECOND).toString());
    }

    @Test
    void aPausedQueueSendsNothingUntilItGoesOn() {
        RateLimitedQueue queue = queue(5);
        queue.pause();
        submitToFail(queue, 12);
        time.pass(Duration.ofMinutes(5));
        assertThat(accepted).isEmpty();
        assertThat(queue.figures().waiting()).isEqualTo(12);
        assertThat(queue.figures().paused()).isTrue();
        assertThat(queue.figures().expectedWait()).isNull();
        assertThat(queue.figures().stalled()).isEqualTo(Duration.ofMinutes(5));
        queue.change(new Rate(4, SECOND));
        time.pass(Duration.ofMinutes(1));
        assertThat(accepted).isEmpty();
        queue.resume();
        time.pass(Duration.ofMillis(1));
        assertThat(accepted).hasSize(4);
        assertThat(queue.figures().used()).isEqualTo(4);
        assertThat(queue.figures().expectedWait()).isGreaterThan(Duration.ofSeconds(2));
        time.pass(Duration.ofSeconds(10));
        assertThat(accepted).isEqualTo(IntStream.range(0, 12).boxed().toList());
        assertThat(queue.figures().used()).isZero();
        assertThat(queue.figures().expectedWait()).isZero();
        assertThat(queue.figures().stalled()).isZero();
        assertThat(queue.figures().inFlight()).isZero();
        assertThat(time.quiet()).isTrue();
    }

    @Test
    void theCallsOfAPausedQueueWaitNoLongerThanAllowed() {
        RateLimitedQueue queue = new RateLimitedQueue(
                Api.USER_INFO,
                new Rate(5, SECOND),
                new Workers(time).share(),
                time,
                time,
                new WaitBounds(Duration.ofSeconds(10), 0),
                time::nanos,
                rate -> OPEN);
        queue.pause();
        List<Pan123Exception> failures = submitToFail(queue, 3);
        time.pass(Duration.ofSeconds(9));
        assertThat(failures).isEmpty();
        time.pass(Duration.ofSeconds(2));
        assertThat(failures).hasSize(3).allSatisfy(failure -> assertThat(failure)
                .hasMessageContaining("its queue is paused"));
    }

    @Test
    void aWholeBurstThatIsRefusedCostsOnePause() throws Exception {
        int burst = 20;
        CyclicBarrier allUnderWay = new CyclicBarrier(burst);
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(burst);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ExecutorService workers = Executors.newFixedThreadPool(burst);
        try {
            CamelContext context = new DefaultCamelContext(false);
            RateLimitedQueue queue = new RateLimitedQueue(
                    Api.USER_INFO,
                    new Rate(burst, SECOND),
                    new Workers(workers).share(),
                    workers,
                    timer,
                    new WaitBounds(Duration.ZERO, 0),
                    () -> context);
            for (int i = 0; i < burst; i++) {
                queue.submit(new Numbered(i) {
                    @Override
                    public Pan123Exception send(Runnable onSend) {
                        onSend.run();
                        if (calls.incrementAndGet() > burst) {
                            return null;
                        }
                        try {
                            allUnderWay.await();
                        } catch (InterruptedException | BrokenBarrierException e) {
                            throw new IllegalStateException(e);
                        }
                        return refusal();
                    }

                    @Override
                    public void deliver() {
                        done.countDown();
                    }
                });
            }
            // twenty pauses in a row would take minutes; half a limit a second takes two seconds after the pause
            assertThat(done.await(15, TimeUnit.SECONDS)).isTrue();
            assertThat(queue.figures().refused()).isEqualTo(burst);
        } finally {
            timer.shutdownNow();
            workers.shutdownNow();
        }
    }
}
