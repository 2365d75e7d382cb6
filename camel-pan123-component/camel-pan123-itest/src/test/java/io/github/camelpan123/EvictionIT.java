package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two minutes in which somebody else pushes out every token each ten seconds. The small form is on a virtual clock. */
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
class EvictionIT {

    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final long EACH_SECONDS = 10;
    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final int CALLERS = 8;

    /** What became of one exchange, and how long it took. */
    private record Outcome(Exception failure, Duration took) {}

    @Test
    void exchangesArePausedAndDoNotFail() throws Exception {
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        ScheduledExecutorService evictions = Executors.newSingleThreadScheduledExecutor();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = SimulatedPlatform.context(simulator)) {
            context.start();
            CountDownLatch over = new CountDownLatch(CALLERS);
            long end = System.nanoTime() + LENGTH.toNanos();
            evictions.scheduleAtFixedRate(
                    () -> simulator.faults().evictTokens(), EACH_SECONDS, EACH_SECONDS, TimeUnit.SECONDS);
            for (int i = 0; i < CALLERS; i++) {
                ProducerTemplate template = context.createProducerTemplate();
                String uri = i % 2 == 0 ? "pan123:userInfo" : "pan123:listFiles";
                callers.execute(() -> {
                    while (System.nanoTime() < end) {
                        long begun = System.nanoTime();
                        Exception failure = template.send(uri, exchange -> {}).getException();
                        outcomes.add(new Outcome(failure, Duration.ofNanos(System.nanoTime() - begun)));
                    }
                    over.countDown();
                });
            }
            assertThat(over.await(LENGTH.toSeconds() + 120, TimeUnit.SECONDS)).isTrue();
            assertThat(simulator.figures().tokensIssued()).isBetween(6L, 3 + LENGTH.toSeconds() / 20 + 2);
            assertThat(simulator.figures().totalRefused()).isZero();
        } finally {
            evictions.shutdownNow();
            callers.shutdownNow();
        }
        double all = outcomes.size();
        List<Outcome> good =
                outcomes.stream().filter(one -> one.failure() == null).toList();
        assertThat(good.size() / all).isGreaterThanOrEqualTo(0.95);
        assertThat(good.stream()
                                .filter(one -> one.took().compareTo(IN_TIME) <= 0)
                                .count()
                        / (double) good.size())
                .isGreaterThanOrEqualTo(0.95);
    }
}
