package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ThreadPoolProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that take long cost threads and no budget, and those of one path cost the others nothing. */
@Isolated("a busy JVM delays calls on their way, which a window of the server can see")
@Tag("idle-machine")
class SlowAnswersIT {

    private static final Logger LOG = LoggerFactory.getLogger(SlowAnswersIT.class);
    private static final Duration ANSWER = Duration.ofMillis(1500);
    /** A queue learns from eight answers how steady its line is. */
    private static final Duration WARM_UP = Duration.ofSeconds(25);

    private static final Duration SPAN = Duration.ofSeconds(15);
    private static final double SHARE = 0.8;
    private static final int MOST_SPANS = 6;
    private static final int MOST_THREADS = 256;
    private static final int MOST_OF_A_QUEUE = 64;
    private static final String RESULT = "/api/v1/transcode/video/result";

    private static Pan123Simulator simulator(Tier tier) throws Exception {
        return Pan123Simulator.builder()
                .tier(tier)
                .resolutionPolls(0)
                .zipPolls(0)
                .start();
    }

    private static Pressure pressure(Pan123Simulator simulator, Tier tier) throws Exception {
        return new Pressure(
                simulator,
                options -> options.setTier(
                        tier == Tier.VIP
                                ? io.github.camelpan123.account.ratelimit.Tier.vip
                                : io.github.camelpan123.account.ratelimit.Tier.free));
    }

    private static void slow(Pan123Simulator simulator, List<BusinessLimit> limits, Duration answer) {
        limits.forEach(limit -> simulator.faults().on(limit.path()).always().delay(answer));
    }

    /** What may go out before the first answer, at once over all queues. */
    @ParameterizedTest
    @EnumSource(Tier.class)
    void beforeTheFirstAnswerEveryQueueHasItsLimitUnderWay(Tier tier) throws Exception {
        try (Pan123Simulator simulator = simulator(tier)) {
            List<BusinessLimit> limits = BusinessLimit.all(simulator);
            int all = limits.stream().mapToInt(limit -> limit.calls(tier)).sum();
            slow(simulator, limits, Duration.ofMinutes(5));
            try (Pressure pressure = pressure(simulator, tier);
                    ThreadCount threads = new ThreadCount(pressure.contexts())) {
                pressure.press(limits.stream().map(BusinessLimit::row).toList());
                await().untilAsserted(() -> assertThat(limits)
                        .allSatisfy(limit -> assertThat(simulator.figures().mostInFlight(limit.path()))
                                .as("%s", limit)
                                .isEqualTo(limit.calls(tier))));
                await().untilAsserted(() -> assertThat(threads.most()).isGreaterThanOrEqualTo(all));
                // one more for the login
                assertThat(threads.most()).isLessThanOrEqualTo(all + 1);
                pressure.requireNoFailure();
            }
            assertThat(simulator.figures().totalRefused()).isZero();
        }
    }

    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    @ParameterizedTest
    @EnumSource(Tier.class)
    void everyQueueUsesItsBudget(Tier tier) throws Exception {
        try (Pan123Simulator simulator = simulator(tier)) {
            List<BusinessLimit> limits = BusinessLimit.all(simulator);
            slow(simulator, limits, ANSWER);
            AcceptedCalls calls = new AcceptedCalls(simulator);
            try (Pressure pressure = pressure(simulator, tier);
                    ThreadCount threads = new ThreadCount(pressure.contexts())) {
                pressure.press(limits.stream().map(BusinessLimit::row).toList());
                // more of these are under way than there are of one row
                pressure.press(limits.stream()
                        .filter(limit -> limit.perSecond(tier) >= 10)
                        .map(BusinessLimit::row)
                        .toList());
                calls.collect(WARM_UP);
                Map<String, Double> used = new HashMap<>();
                // a busy machine lowers what is used and nothing raises it, so of each queue one span is enough to tell
                for (int span = 0; span < MOST_SPANS && !enough(used); span++) {
                    Instant from = Instant.now();
                    calls.collect(SPAN);
                    limits.forEach(limit -> used.merge(
                            limit.path(),
                            calls.share(limit.path(), limit.calls(tier), limit.period(tier), from),
                            Math::max));
                    LOG.info("{}: {}", tier, used);
                }
                pressure.requireNoFailure();
                LOG.info("{}: {} threads", tier, threads.most());
                assertThat(used).hasSameSizeAs(limits).allSatisfy((path, part) -> assertThat(part)
                        .isBetween(SHARE, 1.0));
                assertThat(simulator.figures().totalRefused()).isZero();
                assertThat(threads.most()).isBetween(33, askedFor(limits, tier, calls));
            }
        }
    }

    private static boolean enough(Map<String, Double> used) {
        return !used.isEmpty() && used.values().stream().allMatch(part -> part >= SHARE);
    }

    /** By limits and the time of answers, by the platform's own records and with a quarter more for the way. */
    private static int askedFor(List<BusinessLimit> limits, Tier tier, AcceptedCalls calls) {
        double asked = limits.stream()
                .mapToDouble(limit -> Math.ceil(1.25
                        * limit.perSecond(tier)
                        * calls.longest(limit.path()).toMillis()
                        / 1000))
                .sum();
        return (int) Math.min(MOST_THREADS, asked);
    }

    /** Whose limit alone would let it have all threads. */
    @Test
    void onePathThatDoesNotAnswerLeavesTheOthersTheirThreads() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.unhurried();
            platform.simulator.faults().on(RESULT).always().delay(Duration.ofMinutes(10));
            long video = platform.simulator.drive().addVideo("v.mp4", new byte[] {1});
            List<CompletableFuture<Exchange>> stuck = send(platform, "pan123:transcodeResult?fileId=" + video, 500);
            await().until(() -> platform.simulator.figures().mostInFlight(RESULT) == MOST_OF_A_QUEUE);
            for (String uri : List.of("pan123:userInfo", "pan123:listFiles", "pan123:transcodeSpace")) {
                for (CompletableFuture<Exchange> done : send(platform, uri, 300)) {
                    assertThat(done.get(2, TimeUnit.MINUTES).getException()).isNull();
                }
            }
            assertThat(stuck).noneMatch(CompletableFuture::isDone);
            assertThat(platform.simulator.figures().mostInFlight(RESULT)).isEqualTo(MOST_OF_A_QUEUE);
            platform.context.getShutdownStrategy().setTimeout(1);
        }
    }

    @Test
    void whatOnlyWaitsForATimeNeedsNoneOfThem() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.unhurried();
            AccountLease account =
                    platform.component().enterAccount(platform.options()).account();
            List<ApiCall<?>> calls = List.of(
                    AccountCalls.userInfo(),
                    TranscodeCalls.folderInfo(),
                    TranscodeCalls.record(1),
                    TranscodeCalls.result(1),
                    TranscodeCalls.resolutions(1));
            calls.forEach(call ->
                    platform.simulator.faults().on(call.api().path()).always().delay(Duration.ofMinutes(10)));
            for (int i = 0; i < MOST_THREADS; i++) {
                calls.forEach(account::call);
            }
            await().until(() -> calls.stream()
                            .mapToInt(call -> platform.simulator
                                    .figures()
                                    .mostInFlight(call.api().path()))
                            .sum()
                    == MOST_THREADS);
            account.delay(Duration.ofMillis(1)).get(2, TimeUnit.MINUTES);
            platform.context.getShutdownStrategy().setTimeout(1);
        }
    }

    /** A pool that people make smaller keeps calls waiting, and loses none. */
    @Test
    void peopleMaySetAProfile() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.unhurried();
            ThreadPoolProfile profile = new ThreadPoolProfile("pan123");
            profile.setPoolSize(10);
            profile.setMaxPoolSize(3);
            profile.setMaxQueueSize(1000);
            platform.context.getExecutorServiceManager().registerThreadPoolProfile(profile);
            platform.simulator.faults().on("/api/v1/user/info").always().delay(Duration.ofMillis(20));
            try (ThreadCount threads = new ThreadCount(List.of(platform.context))) {
                for (CompletableFuture<Exchange> done : send(platform, "pan123:userInfo", 100)) {
                    assertThat(done.get(2, TimeUnit.MINUTES).getException()).isNull();
                }
                assertThat(threads.most()).isEqualTo(3);
            }
            assertThat(platform.simulator.figures().mostInFlight("/api/v1/user/info"))
                    .isLessThanOrEqualTo(3);
        }
    }

    private static List<CompletableFuture<Exchange>> send(SimulatedPlatform platform, String uri, int count)
            throws Exception {
        Endpoint endpoint = platform.context.getEndpoint(uri);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Exchange exchange = endpoint.createExchange();
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            producer.process(exchange, doneSync -> done.complete(exchange));
            all.add(done);
        }
        return all;
    }
}
