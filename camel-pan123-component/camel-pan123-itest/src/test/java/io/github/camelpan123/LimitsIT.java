package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three contexts of one account press against the sixteen business limits of the notice at once, over an unsteady line:
 * the platform's rolling window refuses nothing, and most of each budget is used.
 */
@Isolated("a busy JVM delays calls on their way, which a window of the server can see")
@Tag("idle-machine")
class LimitsIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final Duration WARM_UP = Duration.ofSeconds(PROOF ? 6 : 5);
    private static final Logger LOG = LoggerFactory.getLogger(LimitsIT.class);
    private static final int MOST_SPANS = 3;
    private static final List<Case> CASES = List.of(
            new Case(Tier.FREE, 50, 0.94),
            new Case(Tier.VIP, 50, 0.94),
            new Case(Tier.FREE, 4, 0.97),
            new Case(Tier.VIP, 4, 0.97));
    /** They wait nearly all of their time, each at a simulator of its own, so they are measured at once. */
    private static final Map<Case, CompletableFuture<Use>> USES = new ConcurrentHashMap<>();

    private static CompletableFuture<Use> otherAccounts;

    /** A line whose delays differ by so much, and how much of each budget is used over it. */
    private record Case(Tier tier, int jitterMillis, double share) {}

    /** Of each budget the part that was used, and what was refused. */
    private record Use(Map<String, Double> parts, long refused) {}

    static Stream<Arguments> cases() {
        return CASES.stream().map(line -> Arguments.of(line.tier(), line.jitterMillis(), line.share()));
    }

    @BeforeAll
    static void measure() {
        ExecutorService threads = Executors.newFixedThreadPool(CASES.size() + 1);
        CASES.forEach(line -> USES.put(line, measured(threads, () -> allBudgets(line))));
        otherAccounts = measured(threads, LimitsIT::twoAccounts);
        threads.shutdown();
    }

    private static CompletableFuture<Use> measured(ExecutorService threads, Callable<Use> measurement) {
        CompletableFuture<Use> use = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                use.complete(measurement.call());
            } catch (Throwable e) {
                use.completeExceptionally(e);
            }
        });
        return use;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsRefusedAndMostOfEachBudgetIsUsed(Tier tier, int jitterMillis, double share) throws Exception {
        Use use = USES.get(new Case(tier, jitterMillis, share)).get();
        assertThat(use.refused()).isZero();
        assertThat(use.parts()).hasSize(16).allSatisfy((path, part) -> assertThat(part)
                .isBetween(share, 1.0));
    }

    private static Use allBudgets(Case line) throws Exception {
        Tier tier = line.tier();
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                .tier(tier)
                .resolutionPolls(0)
                .zipPolls(0)
                .start()) {
            List<BusinessLimit> limits = BusinessLimit.all(simulator);
            limits.forEach(limit -> AcceptedCalls.unsteady(simulator, limit.path(), line.jitterMillis()));
            AcceptedCalls calls = new AcceptedCalls(simulator);
            try (Pressure pressure = new Pressure(
                    simulator, options -> options.setTier(tier == Tier.VIP ? account("vip") : account("free")))) {
                pressure.press(limits.stream().map(BusinessLimit::row).toList());
                calls.collect(WARM_UP);
                Map<String, Double> used = Map.of();
                // a busy machine lowers what is used and nothing raises it, so one span is enough to tell
                for (int span = 0; span < MOST_SPANS && !enough(used, line.share()); span++) {
                    Instant from = Instant.now();
                    calls.collect(length(tier));
                    used = limits.stream()
                            .collect(Collectors.toMap(
                                    BusinessLimit::path,
                                    limit -> calls.share(limit.path(), limit.calls(tier), limit.period(tier), from)));
                    LOG.info("{}: {}", line, used);
                }
                pressure.requireNoFailure();
                return new Use(used, simulator.figures().totalRefused());
            }
        }
    }

    private static boolean enough(Map<String, Double> used, double share) {
        return !used.isEmpty() && used.values().stream().allMatch(part -> part >= share);
    }

    @Test
    void twoAccountsDoNotSlowEachOther() throws Exception {
        Use use = otherAccounts.get();
        assertThat(use.refused()).isZero();
        assertThat(use.parts()).containsOnlyKeys("one", "other").allSatisfy((client, part) -> assertThat(part)
                .isBetween(0.97, 1.0));
    }

    private static Use twoAccounts() throws Exception {
        String path = "/api/v1/user/info";
        List<Pressure.Row> row = List.of(Pressure.exchanges("pan123:userInfo", message -> {}));
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                        .client("one", "secret")
                        .client("other", "secret")
                        .start();
                Pressure first = new Pressure(simulator, options -> client(options, "one")).press(row);
                Pressure second = new Pressure(simulator, options -> client(options, "other")).press(row)) {
            AcceptedCalls calls = new AcceptedCalls(simulator);
            calls.collect(Duration.ofSeconds(2));
            Map<String, Double> used = Map.of();
            for (int span = 0; span < MOST_SPANS && !enough(used, 0.97); span++) {
                Instant from = Instant.now();
                calls.collect(Duration.ofSeconds(PROOF ? 30 : 5));
                used = Stream.of("one", "other")
                        .collect(Collectors.toMap(Function.identity(), client -> calls.of(client)
                                .share(path, 10, Duration.ofSeconds(1), from)));
            }
            first.requireNoFailure();
            second.requireNoFailure();
            return new Use(used, simulator.figures().totalRefused());
        }
    }

    private static void client(Pan123Configuration options, String id) {
        options.setClientId(id);
        options.setClientSecret("secret");
    }

    /** Free accounts have a queue of one call in five seconds; it is to make two of them, and in the proof twelve. */
    private static Duration length(Tier tier) {
        int seconds = tier == Tier.FREE ? 60 : 30;
        return Duration.ofSeconds(PROOF ? seconds : 11);
    }

    private static io.github.camelpan123.account.ratelimit.Tier account(String tier) {
        return io.github.camelpan123.account.ratelimit.Tier.valueOf(tier);
    }
}
