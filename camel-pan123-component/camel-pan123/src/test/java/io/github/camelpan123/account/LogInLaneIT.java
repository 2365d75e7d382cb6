package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.AcceptedCalls;
import io.github.camelpan123.platform.AccessToken;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lane of the log-in under pressure. No route can press there, because a token is kept once it is there; so this
 * logs in again and again for a client that nobody else uses, whose tokens push each other out.
 */
@Isolated("a busy JVM delays calls on their way, which a window of the server can see")
@Execution(ExecutionMode.CONCURRENT)
class LogInLaneIT {

    private static final String PATH = "/api/v1/access_token";
    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final int AT_ONCE = 24;
    private static final int MOST_SPANS = 3;

    @ParameterizedTest
    @CsvSource({"FREE,8,50,0.94", "VIP,10,50,0.94", "FREE,8,4,0.97", "VIP,10,4,0.97"})
    void nothingIsRefusedAndMostOfTheBudgetIsUsed(
            io.github.camelpan123.simulator.Tier tier, int perSecond, int jitterMillis, double share) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                        .tier(tier)
                        .client("throw-away", "secret")
                        .start();
                CamelContext context = new DefaultCamelContext()) {
            context.start();
            AcceptedCalls.unsteady(simulator, PATH, jitterMillis);
            Account account = new Account(settings(simulator, tier));
            account.attach(context);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            for (int i = 0; i < AT_ONCE; i++) {
                again(account, failure);
            }
            AcceptedCalls calls = new AcceptedCalls(simulator);
            calls.collect(Duration.ofSeconds(2));
            double used = 0;
            // a busy machine lowers what is used and nothing raises it, so one span is enough to tell
            for (int span = 0; span < MOST_SPANS && used < share; span++) {
                Instant from = Instant.now();
                calls.collect(Duration.ofSeconds(PROOF ? 15 : 4));
                used = calls.share(PATH, perSecond, Duration.ofSeconds(1), from);
            }
            assertThat(failure).hasNullValue();
            account.close();
            account.detach(context);
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(used).isBetween(share, 1.0);
        }
    }

    private static void again(Account account, AtomicReference<Throwable> failure) {
        account.logIn().whenComplete((AccessToken token, Throwable problem) -> {
            if (problem == null) {
                again(account, failure);
            } else {
                failure.compareAndSet(null, problem);
            }
        });
    }

    private static AccountSettings settings(Pan123Simulator simulator, io.github.camelpan123.simulator.Tier tier) {
        return new AccountSettings(
                URI.create(simulator.baseUrl()),
                "throw-away",
                "secret",
                null,
                tier == io.github.camelpan123.simulator.Tier.VIP ? Tier.vip : Tier.free,
                Map.of(),
                Duration.ZERO,
                0,
                1,
                Duration.ofMinutes(10),
                true,
                new MemoryTokenStore(),
                new TransportSettings(null, null, 0, null, null, Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }
}
