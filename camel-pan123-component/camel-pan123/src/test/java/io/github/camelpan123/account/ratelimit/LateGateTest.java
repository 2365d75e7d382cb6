package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.fixtures.UnownedCall;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that answers later, as one that asks other nodes does. */
class LateGateTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final List<Integer> sent = new ArrayList<>();
    private final List<Pan123Exception> failures = new ArrayList<>();
    private final List<LateGate> gates = new ArrayList<>();
    private int workersAtOnce;
    private int notWritten;
    private int delivered;
    private boolean inGate;
    private boolean failedInGate;

    /** Answers when the test says so. */
    private static final class LateGate implements PermitGate {
        private final Rate rate;
        private final Deque<CompletableFuture<Optional<Permit>>> asked = new ArrayDeque<>();
        private final List<Integer> wanted = new ArrayList<>();
        private int granted;
        private int givenBack;
        private int expired;
        private boolean closed;
        private boolean late;
        private boolean lateOnTheWire;

        LateGate(Rate rate) {
            this.rate = rate;
        }

        @Override
        public CompletableFuture<Optional<Permit>> acquire(int waiting) {
            wanted.add(waiting);
            CompletableFuture<Optional<Permit>> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        }

        /** Whether an answer is wanted. */
        boolean isAsked() {
            asked.removeIf(CompletableFuture::isCancelled);
            return !asked.isEmpty();
        }

        void grant() {
            granted++;
            asked.poll().complete(Optional.of(new Permit() {
                @Override
                public boolean valid() {
                    expired += late ? 1 : 0;
                    return !late;
                }

                @Override
                public void giveBack() {
                    givenBack++;
                }
            }));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private RateLimitedQueue queue(int permits, Duration maxWait) {
        return new RateLimitedQueue(
                Api.USER_INFO,
                new Rate(permits, SECOND),
                new Workers(task -> {
                            workersAtOnce++;
                            time.execute(() -> {
                                workersAtOnce--;
                                task.run();
                            });
                        })
                        .share(),
                time,
                time,
                new WaitBounds(maxWait, 0),
                time::nanos,
                rate -> {
                    gates.add(new LateGate(rate));
                    return gates.get(gates.size() - 1);
                });
    }

    private LateGate gate() {
        return gates.get(gates.size() - 1);
    }

    private void submit(RateLimitedQueue queue, int from, int to, Object owner) {
        IntStream.range(from, to).forEach(number -> queue.submit(new Call(number, owner, time.nanos())));
    }

    private final class Call extends UnownedCall {
        private final int number;
        private final Object owner;

        Call(int number, Object owner, long enqueuedAt) {
            super(enqueuedAt);
            this.number = number;
            this.owner = owner;
        }

        @Override
        public Object owner() {
            return owner;
        }

        @Override
        public Pan123Exception send(Runnable onSend) {
            gates.forEach(one -> one.late |= one.lateOnTheWire);
            try {
                onSend.run();
                sent.add(number);
            } catch (RuntimeException tooLate) {
                notWritten++;
            }
            return null;
        }

        @Override
        public void deliver() {
            delivered++;
        }

        @Override
        public void fail(Pan123Exception why) {
            failures.add(why);
            failedInGate |= inGate;
        }
    }

    /** Grants each permit 50 ms after it was asked for. */
    private void serve(Duration length) {
        long end = time.nanos() + length.toNanos();
        while (time.nanos() - end < 0) {
            time.pass(Duration.ofMillis(50));
            if (gate().isAsked()) {
                gate().grant();
            }
        }
        time.pass(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void eachCallGoesOutInOrderWithAPermitOfItsOwnAndNoWorkerWaits(int permits) {
        RateLimitedQueue queue = queue(permits, Duration.ZERO);
        submit(queue, 0, 10, null);
        time.pass(Duration.ofMinutes(1));
        assertThat(sent).isEmpty();
        assertThat(workersAtOnce).isZero();
        assertThat(gate().asked).hasSize(1);

        serve(Duration.ofSeconds(20));
        assertThat(sent).isEqualTo(IntStream.range(0, 10).boxed().toList());
        assertThat(gate().granted).isEqualTo(10);
        assertThat(gate().givenBack).isZero();
        assertThat(gate().isAsked()).isFalse();
        // also those that the window has no place for yet
        assertThat(gate().wanted.get(0)).isEqualTo(10);
    }

    @Test
    void aSilentGateIsNeverReplacedAndCostsNothingButTheWaiting() {
        RateLimitedQueue queue = queue(5, Duration.ofSeconds(30));
        submit(queue, 0, 3, null);
        time.pass(Duration.ofSeconds(29));
        assertThat(failures).isEmpty();
        time.pass(Duration.ofSeconds(2));
        assertThat(failures).hasSize(3).allMatch(why -> why instanceof Pan123WaitExceededException);
        assertThat(gates).hasSize(1);
        // the answer comes when nobody waits any more
        gate().grant();
        time.pass(SECOND);
        assertThat(gate().givenBack).isOne();
        submit(queue, 3, 4, null);
        serve(SECOND);
        assertThat(sent).containsExactly(3);
    }

    @Test
    void aPermitThatHasExpiredIsNotUsed() {
        RateLimitedQueue queue = queue(5, Duration.ZERO);
        submit(queue, 0, 2, null);
        time.pass(SECOND);
        gate().late = true;
        serve(SECOND);
        assertThat(sent).isEmpty();
        assertThat(gate().expired).isGreaterThan(1);
        assertThat(gate().givenBack).isEqualTo(gate().granted);
        gate().late = false;
        serve(SECOND);
        assertThat(sent).containsExactly(0, 1);
    }

    /** A connection may have to be opened first. */
    @Test
    void aPermitThatHasExpiredWhenTheRequestIsWrittenIsNotUsed() {
        RateLimitedQueue queue = queue(5, Duration.ZERO);
        submit(queue, 0, 2, null);
        time.pass(SECOND);
        for (int i = 1; i <= 3; i++) {
            gate().late = false;
            gate().lateOnTheWire = true;
            gate().grant();
            time.pass(SECOND);
            assertThat(notWritten).isEqualTo(i);
            assertThat(gate().givenBack).isEqualTo(i);
            assertThat(queue.figures().waiting()).isEqualTo(2);
        }
        assertThat(sent).isEmpty();
        assertThat(delivered).isZero();
        assertThat(queue.figures().sent()).isZero();
        gate().late = false;
        gate().lateOnTheWire = false;
        serve(SECOND);
        assertThat(sent).containsExactly(0, 1);
        assertThat(delivered).isEqualTo(2);
    }

    @Test
    void whoeverStopsWaitingNeedsNoPermit() {
        Object owner = new Object();
        RateLimitedQueue queue = queue(5, Duration.ZERO);
        submit(queue, 0, 3, owner);
        time.pass(SECOND);
        assertThat(gate().isAsked()).isTrue();
        queue.abandon(owner);
        assertThat(gate().isAsked()).isFalse();
        assertThat(failures).hasSize(3).allMatch(why -> why instanceof Pan123ShutdownException);
        submit(queue, 3, 4, null);
        serve(SECOND);
        assertThat(sent).containsExactly(3);
    }

    @Test
    void aChangedLimitOpensAnotherGateAndAClosedQueueHasNone() {
        RateLimitedQueue queue = queue(5, Duration.ZERO);
        submit(queue, 0, 3, null);
        time.pass(SECOND);
        LateGate old = gate();
        queue.change(new Rate(2, SECOND));
        assertThat(old.isAsked()).isFalse();
        assertThat(old.closed).isTrue();
        assertThat(gate().rate.permits()).isEqualTo(2);
        serve(Duration.ofMillis(100));
        assertThat(sent).startsWith(0);
        queue.close();
        assertThat(gate().isAsked()).isFalse();
        assertThat(gate().closed).isTrue();
        assertThat(sent.size() + failures.size()).isEqualTo(3);
    }

    @Test
    void anAnswerThatFailsLateCostsOneCall() {
        RateLimitedQueue queue = queue(5, Duration.ZERO);
        submit(queue, 0, 3, null);
        time.pass(SECOND);
        LateGate broken = gate();
        inGate = true;
        broken.asked.poll().completeExceptionally(new IllegalStateException("broken"));
        inGate = false;
        time.pass(SECOND);
        // a route may keep the thread that fails its call
        assertThat(failedInGate).isFalse();
        assertThat(failures).singleElement().satisfies(why -> assertThat(why).hasMessageContaining("broken"));
        assertThat(broken.closed).isTrue();
        serve(SECOND);
        assertThat(sent).containsExactly(1, 2);
        assertThat(gates).hasSize(2);
    }

    /** With the lock of the queue held, neither of the two others could be done. */
    @Test
    void aGateThatBlocksHoldsUpNoOtherUseOfTheQueue() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger answered = new AtomicInteger();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            RateLimitedQueue queue = new RateLimitedQueue(
                    Api.USER_INFO,
                    new Rate(5, SECOND),
                    new Workers(threads).share(),
                    threads,
                    timer,
                    new WaitBounds(Duration.ZERO, 0),
                    System::nanoTime,
                    rate -> most -> {
                        inside.countDown();
                        try {
                            open.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        answered.incrementAndGet();
                        return CompletableFuture.completedFuture(Optional.of(Permit.LASTING));
                    });
            queue.submit(new Call(0, null, System.nanoTime()));
            inside.await();
            CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> {
                queue.submit(new Call(1, null, System.nanoTime()));
                return queue.figures().waiting();
            });
            assertThat(others.get(2, TimeUnit.MINUTES)).isEqualTo(2);
            assertThat(answered).hasValue(0);
            queue.close();
            assertThat(failures).hasSize(2);
        } finally {
            open.countDown();
            timer.shutdownNow();
            threads.shutdownNow();
        }
    }

    /** What a gate does that was replaced between the question and its answer. */
    enum Replaced {
        SILENT {
            @Override
            void answer(CompletableFuture<Optional<Permit>> question) {
                // a closed gate owes nothing
            }
        },
        FAILS {
            @Override
            void answer(CompletableFuture<Optional<Permit>> question) {
                question.completeExceptionally(new IllegalStateException("closed"));
            }
        },
        EMPTY {
            @Override
            void answer(CompletableFuture<Optional<Permit>> question) {
                question.complete(Optional.empty());
            }
        };

        abstract void answer(CompletableFuture<Optional<Permit>> question);
    }

    private RateLimitedQueue queue(Function<Rate, PermitGate> opened) {
        return new RateLimitedQueue(
                Api.USER_INFO,
                new Rate(5, SECOND),
                new Workers(time).share(),
                time,
                time,
                new WaitBounds(Duration.ZERO, 0),
                time::nanos,
                opened);
    }

    @ParameterizedTest
    @EnumSource
    void aGateThatIsReplacedWhileItIsAskedHoldsUpNoCall(Replaced old) {
        AtomicReference<RateLimitedQueue> queue = new AtomicReference<>();
        AtomicInteger opened = new AtomicInteger();
        queue.set(queue(rate -> opened.incrementAndGet() > 1
                ? most -> CompletableFuture.completedFuture(Optional.of(Permit.LASTING))
                : most -> {
                    CompletableFuture<Optional<Permit>> question = new CompletableFuture<>();
                    queue.get().change(new Rate(4, SECOND));
                    old.answer(question);
                    return question;
                }));
        submit(queue.get(), 0, 3, null);
        time.pass(SECOND);
        assertThat(sent).containsExactly(0, 1, 2);
        assertThat(failures).isEmpty();
        assertThat(opened).hasValue(2);
    }

    @Test
    void aGateThatHasNoneLateIsNotAskedWithoutPause() {
        AtomicInteger asked = new AtomicInteger();
        RateLimitedQueue queue = queue(rate -> most -> {
            CompletableFuture<Optional<Permit>> question = new CompletableFuture<>();
            if (asked.incrementAndGet() < 10_000) {
                time.execute(() -> question.complete(Optional.empty()));
            }
            return question;
        });
        submit(queue, 0, 1, null);
        time.pass(SECOND);
        assertThat(asked.get()).isBetween(2, 1_001);
    }

    @Test
    void aPermitThatCannotTellHoldsUpNoCall() {
        AtomicInteger asked = new AtomicInteger();
        RateLimitedQueue queue = queue(rate -> most -> CompletableFuture.completedFuture(Optional.of(new Permit() {
            @Override
            public boolean valid() {
                if (asked.incrementAndGet() == 1) {
                    throw new IllegalStateException("broken");
                }
                return true;
            }

            @Override
            public void giveBack() {
                // not counted
            }
        })));
        submit(queue, 0, 2, null);
        time.pass(SECOND);
        assertThat(sent).containsExactly(0, 1);
    }

    @Test
    void aClosedQueueKeepsNoGateOpen() {
        RateLimitedQueue queue = queue(5, Duration.ZERO);
        queue.close();
        queue.change(new Rate(2, SECOND));
        assertThat(gates).hasSize(2).allMatch(gate -> gate.closed);
    }
}
