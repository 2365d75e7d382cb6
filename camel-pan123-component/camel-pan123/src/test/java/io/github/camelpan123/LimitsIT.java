package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three contexts of one account press against the limits at once, over an unsteady line: the platform's rolling window
 * refuses nothing, and most of each budget is used.
 */
class LimitsIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final int SECONDS = PROOF ? 60 : 12;
    private static final int THREADS = 8;

    /** What presses against a lane. */
    private record Row(String path, double free, double vip, String uri, Object body) {}

    private static List<Row> rows(long video) {
        return List.of(
                new Row("/api/v1/user/info", 10, 10, "pan123:userInfo", null),
                new Row("/api/v2/file/list", 5, 10, "pan123:listFiles", null),
                new Row("/api/v1/transcode/folder/info", 20, 20, "pan123:transcodeSpace", null),
                new Row("/api/v1/transcode/video/resolutions", 1, 1, "pan123:transcodeResolutions", video),
                new Row("/api/v1/transcode/video/record", 20, 20, "pan123:transcodeRecord", video),
                new Row("/api/v1/transcode/video/result", 20, 20, "pan123:transcodeResult", video));
    }

    @ParameterizedTest
    @CsvSource({"FREE,50,0.94", "VIP,50,0.94"})
    void nothingIsRefusedAndMostOfTheBudgetIsUsed(Tier tier, int jitterMillis, double share) throws Exception {
        try (Pan123Simulator simulator =
                Pan123Simulator.builder().tier(tier).resolutionPolls(0).start()) {
            byte[] clip = LimitsIT.class.getResourceAsStream("/demo.mp4").readAllBytes();
            long video = simulator.drive().addFinishedTranscode("v.mp4", clip, "480P");
            List<Row> rows = rows(video);
            rows.forEach(row -> unsteady(simulator, row.path(), jitterMillis));
            AtomicBoolean stop = new AtomicBoolean();
            List<CamelContext> contexts = new ArrayList<>();
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                for (int i = 0; i < 3; i++) {
                    CamelContext context = SimulatedPlatform.context(simulator);
                    context.getComponent("pan123", Pan123Component.class)
                            .getConfiguration()
                            .setTier(limits(tier));
                    context.start();
                    contexts.add(context);
                    press(context, rows, threads, stop);
                }
                let(4);
                Map<String, Long> before = accepted(simulator, rows);
                long begin = System.nanoTime();
                let(SECONDS);
                Map<String, Long> after = accepted(simulator, rows);
                double seconds = (System.nanoTime() - begin) / 1e9;

                assertThat(simulator.figures().totalRefused()).isZero();
                for (Row row : rows) {
                    double budget = (tier == Tier.FREE ? row.free() : row.vip()) * seconds;
                    double used = (after.get(row.path()) - before.get(row.path())) / budget;
                    // calls come in bursts of a second's worth, so a count between two moments is exact to one burst
                    double burst = (tier == Tier.FREE ? row.free() : row.vip()) / budget;
                    assertThat(used + burst).as(row.path()).isGreaterThanOrEqualTo(share);
                }
            } finally {
                stop.set(true);
                contexts.forEach(CamelContext::stop);
                threads.shutdownNow();
            }
        }
    }

    /** Lets the threads press for so long. */
    private static void let(int seconds) {
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(seconds))
                .atMost(Duration.ofSeconds(seconds + 10L))
                .until(() -> true);
    }

    private static io.github.camelpan123.account.Tier limits(Tier tier) {
        return tier == Tier.VIP ? io.github.camelpan123.account.Tier.vip : io.github.camelpan123.account.Tier.free;
    }

    /** Delays of up to so much before the platform counts, evenly spread. */
    private static void unsteady(Pan123Simulator simulator, String path, int millis) {
        int steps = 5;
        for (int i = 0; i < steps; i++) {
            simulator
                    .faults()
                    .on(path)
                    .probability(1.0 / (steps + 1 - i))
                    .delay(Duration.ofMillis((long) millis * (i + 1) / steps));
        }
    }

    private static Map<String, Long> accepted(Pan123Simulator simulator, List<Row> rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        rows.forEach(row -> counts.put(row.path(), simulator.figures().calls(row.path())));
        return counts;
    }

    private static void press(CamelContext context, List<Row> rows, ExecutorService threads, AtomicBoolean stop) {
        ProducerTemplate template = context.createProducerTemplate();
        for (Row row : rows) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    while (!stop.get()) {
                        Exchange done = template.send(
                                row.uri(), exchange -> exchange.getMessage().setBody(row.body()));
                        if (done.getException() != null && !stop.get()) {
                            throw new IllegalStateException(done.getException());
                        }
                    }
                });
            }
        }
    }
}
