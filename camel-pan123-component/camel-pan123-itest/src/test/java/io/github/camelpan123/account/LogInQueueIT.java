package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.AcceptedCalls;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.fixtures.AccountSettingsBuilder;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queue of the login under pressure. No route can press there, because a token is kept once it is there; so this
 * logs in again and again for a client that nobody else uses, whose tokens push each other out.
 */
@Isolated("a busy JVM delays calls on their way, which a window of the server can see")
@Tag("idle-machine")
class LogInQueueIT {

    private static final String PATH = "/api/v1/access_token";
    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final int AT_ONCE = 24;
    private static final int MOST_SPANS = 3;
    private static final List<Case> CASES = List.of(
            new Case(io.github.camelpan123.simulator.Tier.FREE, 8, 50, 0.94),
            new Case(io.github.camelpan123.simulator.Tier.VIP, 10, 50, 0.94),
            new Case(io.github.camelpan123.simulator.Tier.FREE, 8, 4, 0.97),
            new Case(io.github.camelpan123.simulator.Tier.VIP, 10, 4, 0.97));
    /** They wait nearly all of their time, each at a simulator of its own, so they are measured at once. */
    private static final Map<Case, CompletableFuture<Use>> USES = new ConcurrentHashMap<>();

    /** A line whose delays differ by so much, and how much of the budget is used over it. */
    private record Case(io.github.camelpan123.simulator.Tier tier, int perSecond, int jitterMillis, double share) {}

    /** The part of the budget that was used, and what was refused. */
    private record Use(double part, long refused) {}

    static Stream<Arguments> cases() {
        return CASES.stream()
                .map(line -> Arguments.of(line.tier(), line.perSecond(), line.jitterMillis(), line.share()));
    }

    @BeforeAll
    static void measure() {
        ExecutorService threads = Executors.newFixedThreadPool(CASES.size());
        for (Case line : CASES) {
            CompletableFuture<Use> use = new CompletableFuture<>();
            USES.put(line, use);
            threads.execute(() -> {
                try {
                    use.complete(use(line));
                } catch (Throwable e) {
                    use.completeExceptionally(e);
                }
            });
        }
        threads.shutdown();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsRefusedAndMostOfTheBudgetIsUsed(
            io.github.camelpan123.simulator.Tier tier, int perSecond, int jitterMillis, double share) throws Exception {
        Use use = USES.get(new Case(tier, perSecond, jitterMillis, share)).get();
        assertThat(use.refused()).isZero();
        assertThat(use.part()).isBetween(share, 1.0);
    }

    private static Use use(Case line) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                        .tier(line.tier())
                        .client("throw-away", "secret")
                        .start();
                CamelContext context = new DefaultCamelContext()) {
            context.start();
            AcceptedCalls.unsteady(simulator, PATH, line.jitterMillis());
            Account account = new Account(settings(simulator, line.tier()));
            AccountLease lease = new AccountLease(account, context, closing -> {});
            account.attach(lease);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            for (int i = 0; i < AT_ONCE; i++) {
                again(account, failure);
            }
            AcceptedCalls calls = new AcceptedCalls(simulator);
            calls.collect(Duration.ofSeconds(2));
            double used = 0;
            // a busy machine lowers what is used and nothing raises it, so one span is enough to tell
            for (int span = 0; span < MOST_SPANS && used < line.share(); span++) {
                Instant from = Instant.now();
                calls.collect(Duration.ofSeconds(PROOF ? 15 : 4));
                used = calls.share(PATH, line.perSecond(), Duration.ofSeconds(1), from);
            }
            assertThat(failure).hasNullValue();
            account.close();
            lease.close();
            return new Use(used, simulator.figures().totalRefused());
        }
    }

    private static void again(Account account, AtomicReference<Throwable> failure) {
        account.loginCall().request(() -> {}).whenComplete((AccessToken token, Throwable problem) -> {
            if (problem == null) {
                again(account, failure);
            } else {
                failure.compareAndSet(null, problem);
            }
        });
    }

    private static AccountSettings settings(Pan123Simulator simulator, io.github.camelpan123.simulator.Tier tier) {
        return new AccountSettingsBuilder(simulator.baseUrl(), "throw-away", "secret")
                .tier(tier == io.github.camelpan123.simulator.Tier.VIP ? Tier.vip : Tier.free)
                .maxUploadsInFlight(1)
                .responseTimeout(Duration.ofSeconds(5))
                .build();
    }
}
