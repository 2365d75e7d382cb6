package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The notice's table of limits, both columns of all 17 rows, as a client meets it; the clock is moved by hand. */
class NoticeLimitsTest {
    private static final TokensAndLimitsTest.HandClock CLOCK = new TokensAndLimitsTest.HandClock();

    @RegisterExtension
    static final Pan123SimulatorExtension FREE = extension(Tier.FREE);

    @RegisterExtension
    static final Pan123SimulatorExtension VIP = extension(Tier.VIP);

    private static Pan123SimulatorExtension extension(Tier tier) {
        return Pan123SimulatorExtension.of(Pan123Simulator.builder()
                .tier(tier)
                .clock(CLOCK)
                .client("caller", "s")
                .client("who logs in", "s"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvFileSource(resources = "/notice-limits.csv", numLinesToSkip = 1)
    void everyRowHolds(String method, String path, int freeCalls, int freeSeconds, int vipCalls, int vipSeconds) {
        holds(FREE.simulator(), method, path, freeCalls, Duration.ofSeconds(freeSeconds));
        holds(VIP.simulator(), method, path, vipCalls, Duration.ofSeconds(vipSeconds));
    }

    private static void holds(Pan123Simulator sim, String method, String path, int calls, Duration period) {
        ApiClient client = new ApiClient(sim).login();
        for (int round = 0; round < 2; round++) {
            for (int call = 1; call <= calls; call++) {
                assertThat(call(client, method, path).get("code").asInt())
                        .as("call %d of %d", call, calls)
                        .isNotEqualTo(429);
            }
            Sample.check("too_frequent", call(client, method, path));
            CLOCK.move(period.minusMillis(1));
            Sample.check("too_frequent", call(client, method, path));
            CLOCK.move(Duration.ofMillis(1));
        }
        assertThat(sim.figures().calls(path)).isGreaterThanOrEqualTo(2L * calls);
        assertThat(sim.figures().refused(path)).isEqualTo(4);
        assertThat(sim.figures().fullestWindow(path)).isEqualTo(calls);
        CLOCK.move(Duration.ofSeconds(10));
    }

    /** Whatever the call comes to: the limit is looked at before its parameters. */
    private static JsonNode call(ApiClient client, String method, String path) {
        if (path.endsWith("/access_token")) {
            return client.post(path, Map.of("clientID", "who logs in", "clientSecret", "s"));
        }
        return "GET".equals(method) ? client.get(path) : client.post(path, Map.of());
    }

    @Test
    void whatTheNoticeDoesNotListIsNotLimited() {
        ApiClient client = new ApiClient(FREE.simulator().baseUrl(), "caller", "s", HttpClient.newHttpClient()).login();
        for (String path : new String[] {"/upload/v2/file/create", "/api/v1/file/trash", "/api/v1/file/infos"}) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.post(path, Map.of()).get("code").asInt()).isEqualTo(1);
            }
            assertThat(FREE.simulator().figures().refused(path)).isZero();
        }
    }
}
