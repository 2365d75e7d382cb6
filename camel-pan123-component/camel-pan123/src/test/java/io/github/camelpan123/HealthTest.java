package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the health checks say, and that they ask the platform nothing. */
class HealthTest {

    private static final String INFO = "/api/v1/user/info";
    private static final String TRASH = "/api/v1/file/trash";

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        HealthCheckHelper.getHealthCheckRepository(platform.context, "producers")
                .setEnabled(true);
        HealthCheckHelper.getHealthCheckRepository(platform.context, "consumers")
                .setEnabled(true);
        HealthCheckRegistry.get(platform.context).setExposureLevel("full");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private HealthCheck.Result account() {
        return result("producer:pan123-");
    }

    private HealthCheck.Result result(String id) {
        return HealthCheckHelper.invoke(platform.context).stream()
                .filter(result -> result.getCheck().getId().startsWith(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDetailsOfAnAccountAreShownWhileItIsUpAndCostNoCall() {
        platform.template.requestBody("pan123:userInfo", (Object) null);
        long calls = platform.simulator.figures().totalCalls();
        for (int i = 0; i < 20; i++) {
            assertThat(account().getState()).isEqualTo(State.UP);
        }
        assertThat(account().getDetails())
                .containsEntry("token", "LOGIN")
                .containsEntry("tier", "FREE")
                .containsEntry("waiting", 0)
                .containsKeys("tokenAgeSeconds", "tokenExpiresAt", "spaceFree", "spaceAgeSeconds", "refused")
                .doesNotContainKeys("bannedFrom", "downloadsPausedUntil", "pausedQueues");
        assertThat(platform.simulator.figures().totalCalls()).isEqualTo(calls);
        assertThat(account().getDetails().toString())
                .doesNotContain(platform.simulator.clientId(), platform.simulator.clientSecret());
    }

    @Test
    void aBanIsDownUntilTheSameCallSucceedsAndUsedUpTrafficIsADetail() {
        long id = platform.simulator.drive().addFile("/a.txt", "a".getBytes(StandardCharsets.UTF_8));
        platform.simulator.faults().on(TRASH).answer(1, "账号已被封禁");
        platform.template.send("pan123:trash?fileId=" + id, exchange -> {});
        HealthCheck.Result banned = account();
        assertThat(banned.getState()).isEqualTo(State.DOWN);
        assertThat(banned.getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("banned", TRASH));
        assertThat(banned.getDetails()).containsEntry("bannedFrom", "fileTrash").containsKey("bannedAgeSeconds");
        // another call says nothing about it
        platform.template.requestBody("pan123:userInfo", (Object) null);
        assertThat(account().getState()).isEqualTo(State.DOWN);
        platform.template.send("pan123:trash?fileId=" + id, exchange -> {});
        assertThat(account().getState()).isEqualTo(State.UP);

        long other = platform.simulator.drive().addFile("/b.txt", "b".getBytes(StandardCharsets.UTF_8));
        platform.simulator.faults().trafficUsedUp(true);
        platform.template.send("pan123:download?fileId=" + other + "&trafficPause=1h", exchange -> exchange.getMessage()
                .getBody(String.class));
        platform.template.send("pan123:downloadUrl?fileId=" + other, exchange -> {});
        assertThat(account().getState()).isEqualTo(State.UP);
        assertThat(account().getDetails()).containsKey("downloadsPausedUntil");
    }

    @Test
    void aProbeIsMadeOnRequestOnlyAndOnceAMinuteAtMost() {
        platform.template.requestBody("pan123:createDirectory?path=/in", (Object) null);
        HealthCheck check = account().getCheck();
        assertThat(platform.calls(INFO)).isZero();
        platform.simulator.faults().on(INFO).answer(777, "closed for repair");
        for (int i = 0; i < 5; i++) {
            HealthCheck.Result probed = check.call(Map.of("probe", "true"));
            assertThat(probed.getState()).isEqualTo(State.DOWN);
            assertThat(probed.getMessage())
                    .hasValueSatisfying(message -> assertThat(message).contains("closed for repair"));
        }
        assertThat(platform.simulator.figures().requests(INFO)).hasSize(1);
        assertThat(check.call(Map.of()).getState()).isEqualTo(State.UP);
    }

    @Test
    void withoutATokenOneIsRequestedOnceAMinuteAtMost() throws Exception {
        platform.simulator.faults().on("/api/v1/access_token").always().http(503);
        platform.context.getEndpoint("pan123:userInfo").createProducer().start();
        for (int i = 0; i < 5; i++) {
            assertThat(account().getState()).isEqualTo(State.DOWN);
        }
        assertThat(platform.simulator.figures().requests("/api/v1/access_token"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listFiles?path=/in&", "transcodeResult?"})
    void aConsumerShowsItsLastGoodPollAndWhatItGaveUpWhileItIsUp(String consumer) throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        platform.simulator.drive().addFile("/in/a.txt", "a".getBytes(StandardCharsets.UTF_8));
        platform.simulator.drive().addFinishedTranscode("v.mp4", new byte[] {1}, "480p");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("pan123:" + consumer + "initialDelay=0&delay=50&maxAttempts=1")
                        .routeId("in")
                        .process(exchange -> {
                            if (fails.get()) {
                                throw new IllegalStateException("bad");
                            }
                        });
            }
        });
        await().until(() ->
                Long.valueOf(1).equals(result("consumer:in").getDetails().get("givenUp")));
        await().until(() -> result("consumer:in").getDetails().containsKey("lastGoodPoll"));
        HealthCheck.Result up = result("consumer:in");
        assertThat(up.getState()).isEqualTo(State.UP);
        assertThat(up.getDetails()).containsKeys("subject", "backlog", "inProgress", "polls", "endpoint.uri");

        platform.simulator.faults().on("/api/v2/file/list").always().answer(777, "not today");
        platform.simulator.faults().on("/api/v1/transcode/folder/info").always().answer(777, "not today");
        await().until(() -> result("consumer:in").getState() == State.DOWN);
        HealthCheck.Result down = result("consumer:in");
        assertThat(down.getDetails()).containsKeys("lastGoodPoll", "failure.error.count");
        assertThat(down.getError())
                .hasValueSatisfying(error -> assertThat(error).hasMessageContaining("not today"));
    }

    @Test
    void checksOfConsumersCanBeDisabled() throws Exception {
        platform.component().setHealthCheckConsumerEnabled(false);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:listFiles?path=/&initialDelay=0&delay=50")
                        .routeId("in")
                        .to("mock:in");
            }
        });
        await().atMost(Duration.ofMinutes(2)).until(() -> platform.calls("/api/v2/file/list") > 0);
        assertThat(result("consumer:in").getState()).isEqualTo(State.UNKNOWN);
    }
}
