package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.account.auth.MemoryTokenStore;
import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.cluster.ClusterAccount;
import io.github.camelpan123.account.cluster.ClusterProvider;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.cluster.UploadLeases;
import io.github.camelpan123.account.cluster.UploadSlots;
import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.PermitGates;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.observe.AccountObservations;
import io.github.camelpan123.observe.ComponentState;
import io.github.camelpan123.observe.StateJson;
import io.github.camelpan123.observe.StateText;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The options for several nodes, without the module that they need. */
class ClusterOptionsTest {

    static Stream<Arguments> incomplete() {
        return Stream.of(ClusterType.values())
                .flatMap(type -> Stream.of(
                        Arguments.of(
                                type,
                                (Consumer<Pan123Component>) component -> {},
                                List.of("cluster=" + type, "clusterEngine", "#bean:")),
                        Arguments.of(
                                type,
                                (Consumer<Pan123Component>) component -> component.setClusterEngine(new Object()),
                                List.of("cluster=" + type, "camel-pan123-cluster")),
                        Arguments.of(
                                type,
                                (Consumer<Pan123Component>) component -> {
                                    component.setClusterEngine(new Object());
                                    component.setOnStoreLost(OnStoreLost.share);
                                },
                                List.of("onStoreLost=share", "clusterNodes"))));
    }

    /** And not with calls that count for this node alone. */
    @ParameterizedTest
    @MethodSource("incomplete")
    void whatIsMissingIsReportedWhenTheComponentStarts(
            ClusterType type, Consumer<Pan123Component> options, List<String> says) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Pan123Component component = new Pan123Component();
            component.setCluster(type);
            options.accept(component);
            context.addComponent("pan123", component);
            Throwable failure = catchThrowable(context::start);
            assertThat(failure).isNotNull();
            assertThat(failure).rootCause().isInstanceOf(IllegalArgumentException.class);
            assertThat(failure).rootCause().message().contains(says).doesNotContain("\n");
            assertThat(catchThrowable(() -> component.enterAccount(component.getConfiguration())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Counts what is asked of it. */
    private static final class Fake implements ClusterProvider, ClusterAccount {
        private final List<String> gates = new CopyOnWriteArrayList<>();
        private final List<Api> asked = new CopyOnWriteArrayList<>();
        private final TokenStore tokens = new MemoryTokenStore();
        private final AtomicInteger tooLate = new AtomicInteger();
        private final AtomicInteger refusals = new AtomicInteger();
        private String account;
        private boolean closed;
        private volatile Instant lostSince;
        private Supplier<CompletableFuture<Runnable>> slots = () -> CompletableFuture.completedFuture(() -> {});

        /** Of each API one permit expires while its request is on the way to an open connection. */
        private Permit expiring() {
            AtomicInteger checks = new AtomicInteger();
            return new Permit() {
                @Override
                public boolean valid() {
                    boolean expired = checks.incrementAndGet() == 2 && tooLate.getAndDecrement() > 0;
                    refusals.addAndGet(expired ? 1 : 0);
                    return !expired;
                }

                @Override
                public void giveBack() {}
            };
        }

        @Override
        public void check(ClusterSettings settings) {}

        @Override
        public ClusterAccount join(ClusterSettings settings, String key) {
            account = key;
            return this;
        }

        @Override
        public PermitGates gates() {
            return (key, api, rate) -> {
                gates.add(key + " " + api.shortName() + " " + rate);
                return waiting -> {
                    asked.add(api);
                    return CompletableFuture.supplyAsync(() -> Optional.of(expiring()));
                };
            };
        }

        @Override
        public TokenStore tokenStore() {
            return tokens;
        }

        @Override
        public UploadSlots uploads(int most) {
            return () -> slots.get();
        }

        @Override
        public UploadLeases uploadLeases() {
            return (upload, above) -> {
                throw new AssertionError("no upload of this test has a journal");
            };
        }

        @Override
        public Instant lostSince() {
            return lostSince;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static AccountSettings settings(Pan123Simulator simulator, ClusterSettings cluster) {
        return AccountOptions.read(options(simulator), cluster);
    }

    private static Pan123Configuration options(Pan123Simulator simulator) {
        Pan123Configuration options = new Pan123Configuration();
        options.setBaseUrl(simulator.baseUrl());
        options.setClientId(simulator.clientId());
        options.setClientSecret(simulator.clientSecret());
        options.setTier(io.github.camelpan123.account.ratelimit.Tier.free);
        return options;
    }

    private static ClusterSettings cluster(Fake fake, Object engine) {
        return new ClusterSettings(
                fake, ClusterType.redis, engine, Duration.ofMillis(110), Duration.ofSeconds(1), OnStoreLost.wait, 0, 1);
    }

    @Test
    void everyLimitedCallAsksTheClusterAndTheTokenIsStoredThere() throws Exception {
        Fake fake = new Fake();
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = new DefaultCamelContext();
                CamelContext other = new DefaultCamelContext()) {
            context.start();
            other.start();
            ClusterSettings cluster = cluster(fake, "engine");
            try (AccountLease account = Accounts.acquire(settings(simulator, cluster), context)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(account.await(AccountCalls.userInfo())).isNotNull();
                }
                assertThat(fake.account).isEqualTo(account.key());
                assertThat(fake.gates)
                        .containsExactlyInAnyOrder(fake.account + " accessToken 8", fake.account + " userInfo 10")
                        .noneMatch(text -> text.contains(simulator.clientSecret()));
                assertThat(fake.asked).filteredOn(Api.USER_INFO::equals).hasSize(3);
                try (TokenStore.Claim claim = fake.tokens.claim(fake.account)) {
                    assertThat(claim.load()).isPresent();
                }

                // another user of the account may neither leave the cluster nor use another engine
                for (ClusterSettings different : new ClusterSettings[] {null, cluster(fake, "other engine")}) {
                    assertThat(catchThrowable(() -> Accounts.acquire(settings(simulator, different), other)))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("cluster");
                }
                Accounts.acquire(settings(simulator, cluster(fake, "engine")), other)
                        .close();
                assertThat(fake.closed).isFalse();
            }
            assertThat(fake.closed).isTrue();
        }
    }

    /** A stricter limit of one node is kept by its own window. The others' share of the time does not depend on it. */
    @Test
    void aStricterLimitOfANodeIsNotTheOneThatIsShared() throws Exception {
        Fake fake = new Fake();
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = new DefaultCamelContext()) {
            context.start();
            Pan123Configuration options = options(simulator);
            options.setRateLimits(Map.of("userInfo", "0.5", "accessToken", "9"));
            try (AccountLease account =
                    Accounts.acquire(AccountOptions.read(options, cluster(fake, "engine")), context)) {
                assertThat(account.await(AccountCalls.userInfo())).isNotNull();
                assertThat(fake.gates)
                        .containsExactlyInAnyOrder(fake.account + " accessToken 9", fake.account + " userInfo 10");
                assertThat(account.queueControl().figures("userInfo").limit()).isEqualTo("0.5");
            }
        }
    }

    @Test
    void aRequestWhosePermitHasExpiredIsNeverWritten() throws Exception {
        Fake fake = new Fake();
        fake.tooLate.set(3);
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = new DefaultCamelContext()) {
            context.start();
            try (AccountLease account = Accounts.acquire(settings(simulator, cluster(fake, "engine")), context)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(account.await(AccountCalls.userInfo())).isNotNull();
                }
                assertThat(fake.refusals).hasValue(3);
                assertThat(simulator.figures().tokensIssued()).isOne();
                assertThat(simulator.figures().calls("/api/v1/user/info")).isEqualTo(3);
                assertThat(simulator.figures().requests()).hasSize(4);
                assertThat(account.queueControl().figures("userInfo").sent()).isEqualTo(3);
            }
        }
    }

    @Test
    void aRequestThatIsNotWrittenIsNoFailedCallInTheMeters() throws Exception {
        Fake fake = new Fake();
        fake.tooLate.set(3);
        Scrape scrape = new Scrape();
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("meters", scrape.registry);
            context.start();
            try (AccountLease account = Accounts.acquire(settings(simulator, cluster(fake, "engine")), context)) {
                AccountObservations observations = AccountObservations.enter(context);
                observations.add(account, false);
                for (int i = 0; i < 3; i++) {
                    assertThat(account.await(AccountCalls.userInfo())).isNotNull();
                }
                assertThat(fake.refusals).hasValue(3);
                assertThat(scrape.sum("calls_total"))
                        .isEqualTo(simulator.figures().requests().size());
                assertThat(scrape.sum("calling_time_seconds_count"))
                        .isEqualTo(simulator.figures().requests().size());
                assertThat(scrape.sum("calls_failed_total")).isZero();
                assertThat(scrape.sum("calls_retries_total")).isZero();
                assertThat(account.queueControl().figures()).allSatisfy(queue -> assertThat(queue.inFlight())
                        .as(queue.shortName())
                        .isZero());
            }
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = "camel.incomplete",
            matches = "true",
            disabledReason = "Camel's telemetry is left out here")
    void aRequestThatIsNotWrittenIsNoFailedSpan() throws Exception {
        Fake fake = new Fake();
        fake.tooLate.set(3);
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = new DefaultCamelContext()) {
            RecordedSpans spans = RecordedSpans.in(context);
            context.start();
            try (AccountLease account = Accounts.acquire(settings(simulator, cluster(fake, "engine")), context)) {
                AccountObservations observations = AccountObservations.enter(context);
                observations.add(account, false);
                for (int i = 0; i < 3; i++) {
                    assertThat(account.await(AccountCalls.userInfo())).isNotNull();
                }
                assertThat(fake.refusals).hasValue(3);
                assertThat(spans.all()).noneMatch(RecordedSpans.Shown::failed);
                assertThat(spans.all()).allMatch(span -> span.tag("camel.pan123.attempt") == null);
                assertThat(spans.all())
                        .filteredOn(span -> "false".equals(span.tag("camel.pan123.sent")))
                        .hasSize(3);
                assertThat(spans.all())
                        .filteredOn(span -> span.name().startsWith("/") && span.tag("camel.pan123.sent") == null)
                        .hasSize(simulator.figures().requests().size());
            }
        }
    }

    @Test
    void anEngineThatDoesNotAnswerIsSeenEverywhere() throws Exception {
        Fake fake = new Fake();
        Scrape scrape = new Scrape();
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("meters", scrape.registry);
            context.start();
            HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
            HealthCheckRegistry.get(context).setExposureLevel("full");
            Component component = context.getComponent("pan123");
            try (AccountLease account = Accounts.acquire(settings(simulator, cluster(fake, "engine")), context)) {
                AccountObservations observations = AccountObservations.enter(context);
                observations.add(account, true);
                account.await(AccountCalls.userInfo());
                HealthCheck.Result health = health(context);
                assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
                assertThat(health.getDetails())
                        .containsEntry("cluster", "redis")
                        .doesNotContainKey("clusterLostSeconds");
                assertThat(scrape.sum("cluster_lost_seconds")).isZero();
                assertThat(text(account, component)).contains("Cluster: redis").doesNotContain("NOT ANSWERED");

                fake.lostSince = Instant.now().minusSeconds(12);
                health = health(context);
                assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(health.getMessage().orElseThrow())
                        .contains("cluster=redis")
                        .contains("limited calls wait");
                assertThat((long) health.getDetails().get("clusterLostSeconds")).isBetween(12L, 600L);
                assertThat(scrape.sum("cluster_lost_seconds")).isBetween(12.0, 600.0);
                assertThat(text(account, component)).contains("Cluster: redis, which has NOT ANSWERED for");
                ComponentState state = ComponentState.of(List.of(account), component, 10);
                assertThat(StateJson.of(state).toJson()).contains("\"lostSince\"");
            }
        }
    }

    private static String text(AccountLease account, Component component) {
        return StateText.of(ComponentState.of(List.of(account), component, 10));
    }

    private static HealthCheck.Result health(CamelContext context) {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:pan123-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUploadWaitsForASlotOfAllNodesNoLongerThanItMay() throws Exception {
        Fake fake = new Fake();
        AtomicInteger ended = new AtomicInteger();
        Deque<CompletableFuture<Runnable>> asked = new ConcurrentLinkedDeque<>();
        fake.slots = () -> {
            CompletableFuture<Runnable> slot = new CompletableFuture<>();
            asked.add(slot);
            return slot;
        };
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = new DefaultCamelContext()) {
            context.start();
            Pan123Configuration options = new Pan123Configuration();
            options.setBaseUrl(simulator.baseUrl());
            options.setClientId(simulator.clientId());
            options.setClientSecret(simulator.clientSecret());
            options.setMaxWait(3000);
            // so that the upload waits for a slot and not for a token, which may take longer on a busy machine
            options.setAccessToken("any");
            try (AccountLease account =
                    Accounts.acquire(AccountOptions.read(options, cluster(fake, "engine")), context)) {
                CompletableFuture<?> late = upload(account);
                assertThatThrownBy(late::join)
                        .cause()
                        .isInstanceOf(Pan123WaitExceededException.class)
                        .hasMessageContaining("all nodes")
                        .hasMessageContaining("maxWait=3000");
                assertThat(asked.poll()).isCompletedExceptionally();
            }
            // without the bound, because a busy machine may give the slot later than that
            try (AccountLease account = Accounts.acquire(settings(simulator, cluster(fake, "engine")), context)) {
                account.await(AccountCalls.userInfo());
                CompletableFuture<?> inTime = upload(account);
                await().until(() -> !asked.isEmpty());
                asked.poll().complete(ended::incrementAndGet);
                // the server knows nothing of this upload; what matters is that it was asked
                assertThatThrownBy(inTime::join).cause().isNotInstanceOf(Pan123WaitExceededException.class);
                await().untilAsserted(() -> assertThat(ended).hasValue(1));
            }
        }
    }

    private static CompletableFuture<?> upload(AccountLease account) {
        return account.upload(UploadCalls.slice(), null, 1, () -> new StringEntity("x"));
    }

    @Test
    void aTokenStoreOfOnesOwnHasNoPlaceInACluster() {
        Pan123Configuration options = new Pan123Configuration();
        options.setClientId("id");
        options.setClientSecret("secret");
        options.setTokenStore(new MemoryTokenStore());
        assertThat(catchThrowable(() -> AccountOptions.read(options, cluster(new Fake(), "engine"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenStore")
                .hasMessageContaining("cluster=redis");
    }
}
