package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.NodeProcess;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four processes use one account. The platform refuses nothing and issues one token, and most of each budget is used.
 */
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
@Isolated("a busy machine delays calls on their way, which a window of the server can see")
@Tag("idle-machine-in-full")
class ManyNodesIT {

    /** A minute for each engine, ten with the full figures of the cluster. */
    private static final boolean CLUSTER_PROOF = Boolean.getBoolean("pan123.cluster-proof");

    private static final Duration LENGTH = Duration.ofSeconds(CLUSTER_PROOF ? 600 : 60);
    private static final double LEAST = 0.88;

    static Stream<Arguments> engines() {
        Stream<Arguments> all = Stream.of(
                Arguments.of("hazelcast", "vip"),
                Arguments.of("jdbc", "free"),
                Arguments.of("redis", "vip"),
                Arguments.of("hazelcast", "free"),
                Arguments.of("jdbc", "vip"),
                Arguments.of("redis", "free"));
        return all.limit(CLUSTER_PROOF ? 6 : 3);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void nothingIsRefusedAndMostOfEachBudgetIsUsed(String type, String tier) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                        .tier(Tier.valueOf(tier.toUpperCase(Locale.ROOT)))
                        .start();
                EngineOfTest engine = EngineOfTest.open(type);
                NodeProcesses nodes = new NodeProcesses()) {
            for (int i = 0; i < EngineOfTest.NODES; i++) {
                nodes.start(simulator, tier, type, engine.arguments(i));
            }
            nodes.go();
            await().atMost(Duration.ofMinutes(1)).until(() -> NodeProcess.rows().keySet().stream()
                    .allMatch(path -> simulator.figures().calls(path) >= 2));
            Map<Long, RequestRecord> records = new TreeMap<>();
            Instant from = Instant.now();
            Instant end = from.plus(LENGTH);
            while (Instant.now().isBefore(end)) {
                await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
                simulator.figures().requests().forEach(request -> records.put(request.number(), request));
            }
            Map<String, Double> used = new TreeMap<>();
            NodeProcess.rows().forEach((path, row) -> {
                double limit = tier.equals("vip") ? row.vip() : row.free();
                used.put(path, share(records, path, limit, from));
            });
            String figures =
                    type + " " + tier + ": refused " + simulator.figures().totalRefused() + ", tokens "
                            + simulator.figures().tokensIssued() + ", used " + used;
            System.out.println(figures);
            records.values().stream()
                    .filter(request -> request.code() == 429)
                    .forEach(request -> System.out.println("refused " + request.path() + " after "
                            + Duration.between(from, request.at()).toMillis() + " ms, took " + request.took()));
            System.out.println(nodes.end());
            assertThat(simulator.figures().totalRefused()).as(figures).isZero();
            assertThat(simulator.figures().tokensIssued()).isOne();
            assertThat(simulator.figures().tokensEvicted()).isZero();
            assertThat(used).as(figures).allSatisfy((path, part) -> assertThat(part)
                    .isGreaterThanOrEqualTo(LEAST));
        }
    }

    /** At full use each call comes one period after the one that many calls before it; see AcceptedCalls. */
    private static double share(Map<Long, RequestRecord> records, String path, double limit, Instant from) {
        int calls = (int) Math.max(1, limit);
        double period = calls / limit;
        List<Instant> times = records.values().stream()
                .filter(request -> request.path().equals(path)
                        && request.code() >= 0
                        && request.code() != 429
                        && !request.at().isBefore(from))
                .map(request -> request.at().plus(request.took()))
                .sorted()
                .toList();
        if (times.size() <= calls) {
            return 0;
        }
        double rounds = 0;
        double taken = 0;
        for (int first = 0; first < calls && first + calls < times.size(); first++) {
            int whole = (times.size() - 1 - first) / calls;
            rounds += whole;
            taken += Duration.between(times.get(first), times.get(first + whole * calls))
                            .toNanos()
                    / 1e9;
        }
        return rounds * period / taken;
    }
}
