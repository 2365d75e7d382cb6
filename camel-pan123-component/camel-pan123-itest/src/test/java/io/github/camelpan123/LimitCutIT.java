package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The platform cuts its limits to half without a word, and later goes back to what it documents. It takes minutes, so it
 * is part of the proof only; {@code LaneTest} does the same on a clock of its own.
 */
@Tag("idle-machine-in-full")
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
class LimitCutIT {

    private static final Map<String, Integer> LIMITS = new LinkedHashMap<>();

    static {
        LIMITS.put("/api/v1/user/info", 10);
        LIMITS.put("/api/v2/file/list", 5);
        LIMITS.put("/api/v1/transcode/folder/info", 20);
    }

    @Test
    void refusalsAreFewAndTheBudgetIsUsedAgainWhenItIsBack() throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start()) {
            LIMITS.keySet().forEach(path -> AcceptedCalls.unsteady(simulator, path, 4));
            AcceptedCalls calls = new AcceptedCalls(simulator);
            try (Pressure pressure = new Pressure(simulator, options -> {})
                    .press(List.of(
                            Pressure.exchanges("pan123:userInfo", message -> {}),
                            Pressure.exchanges("pan123:listFiles", message -> {}),
                            Pressure.exchanges("pan123:transcodeSpace", message -> {})))) {
                calls.collect(Duration.ofSeconds(5));
                assertThat(simulator.figures().totalRefused()).isZero();

                LIMITS.forEach((path, limit) -> simulator.limits().set(path, limit / 2.0));
                calls.collect(Duration.ofSeconds(20));
                Map<String, Long> refused = new LinkedHashMap<>();
                Map<String, Long> accepted = new LinkedHashMap<>();
                for (String path : LIMITS.keySet()) {
                    refused.put(path, -simulator.figures().refused(path));
                    accepted.put(path, -simulator.figures().calls(path));
                }
                calls.collect(Duration.ofSeconds(60));
                Map<String, Double> share = new LinkedHashMap<>();
                for (String path : LIMITS.keySet()) {
                    double no = refused.get(path) + simulator.figures().refused(path);
                    double yes = accepted.get(path) + simulator.figures().calls(path);
                    share.put(path, no / (no + yes));
                }
                assertThat(share)
                        .allSatisfy((path, refusals) -> assertThat(refusals).isLessThan(0.04));

                LIMITS.forEach((path, limit) -> simulator.limits().set(path, limit));
                calls.collect(Duration.ofSeconds(90));
                Instant from = Instant.now();
                calls.collect(Duration.ofSeconds(15));
                pressure.requireNoFailure();
                assertThat(LIMITS)
                        .allSatisfy((path, limit) -> assertThat(calls.share(path, limit, Duration.ofSeconds(1), from))
                                .isGreaterThanOrEqualTo(0.9));
            }
        }
    }
}
