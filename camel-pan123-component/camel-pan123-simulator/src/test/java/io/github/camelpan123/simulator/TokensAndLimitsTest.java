package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.protocol.Invented;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens and limits over HTTP, on a clock that the test moves. */
class TokensAndLimitsTest {
    /** Stands still until it is moved. */
    static final class HandClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final HandClock clock = new HandClock();

    @Test
    void theFourthTokenPushesOutTheFirst() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder().clock(clock).start()) {
            ApiClient first = new ApiClient(sim).login();
            for (int i = 0; i < 2; i++) {
                new ApiClient(sim).login();
            }
            assertThat(first.get("/api/v1/user/info").get("code").asInt()).isZero();
            new ApiClient(sim).login();
            Sample.check("evicted", first.get("/api/v1/user/info"));
            assertThat(sim.figures().tokensIssued()).isEqualTo(4);
            assertThat(sim.figures().tokensEvicted()).isEqualTo(1);
            first.token("nonsense");
            Sample.check("bad_token", first.get("/api/v1/user/info"));
            ApiClient last = new ApiClient(sim).login();
            clock.move(Duration.ofDays(30));
            Sample.check("bad_token", last.get("/api/v1/user/info"));
        }
    }

    @Test
    void eachClientHasThreeTokensOfItsOwn() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .clock(clock)
                .client("a", "s")
                .client("b", "s")
                .start()) {
            List<ApiClient> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String id = i % 2 == 0 ? "a" : "b";
                all.add(new ApiClient(sim.baseUrl(), id, "s", HttpClient.newHttpClient()).login());
            }
            for (ApiClient each : all) {
                assertThat(each.get("/api/v1/user/info").get("code").asInt()).isZero();
            }
            new ApiClient(sim.baseUrl(), "a", "s", HttpClient.newHttpClient()).login();
            Sample.check("evicted", all.get(0).get("/api/v1/user/info"));
            for (ApiClient each : all.subList(1, 6)) {
                assertThat(each.get("/api/v1/user/info").get("code").asInt()).isZero();
            }
        }
    }

    @Test
    void aTokenLivesAsLongAsItWasSet() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .clock(clock)
                .tokenLife(Duration.ofHours(1))
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            assertThat(client.post(
                                    "/api/v1/access_token",
                                    Map.of("clientID", sim.clientId(), "clientSecret", sim.clientSecret()))
                            .at("/data/expiredAt")
                            .asText())
                    .isEqualTo("2026-01-01T09:00:00+08:00");
            clock.move(Duration.ofHours(1).minusMillis(1));
            assertThat(client.get("/api/v1/user/info").get("code").asInt()).isZero();
            clock.move(Duration.ofMillis(1));
            Sample.check("bad_token", client.get("/api/v1/user/info"));
        }
    }

    @Test
    void anUploadSessionLivesADay() throws Exception {
        try (Pan123Simulator sim =
                Pan123Simulator.builder().clock(clock).mergePolls(0).start()) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = {1, 2, 3};
            List<String> ids = new ArrayList<>();
            for (String name : List.of("in time", "too late")) {
                ids.add(client.post("/upload/v2/file/create", ApiClient.create(0, name, content))
                        .at("/data/preuploadID")
                        .asText());
            }
            clock.move(Invented.SESSION_LIFE);
            String server = sim.sliceServerUrls().get(0);
            assertThat(client.slice(server, ids.get(0), 1, content).get("code").asInt())
                    .isZero();
            Sample.check("v2_complete", client.complete(ids.get(0)));
            clock.move(Duration.ofMillis(1));
            assertThat(client.slice(server, ids.get(1), 1, content)
                            .get("message")
                            .asText())
                    .isEqualTo(Invented.NO_SESSION_TEXT);
        }
    }

    @Test
    void aWrongSecretGivesNoToken() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            ApiClient client = new ApiClient(sim);
            assertThat(client.post("/api/v1/access_token", Map.of("clientID", sim.clientId(), "clientSecret", "x"))
                            .get("code")
                            .asInt())
                    .isEqualTo(1);
            assertThat(client.post("/api/v1/access_token", Map.of("clientID", "x", "clientSecret", "x"))
                            .get("code")
                            .asInt())
                    .isEqualTo(1);
            assertThat(sim.figures().tokensIssued()).isZero();
        }
    }

    @Test
    void limitsHoldPerAccountAndPathAndChangeWhileRunning() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .clock(clock)
                .client("a", "s")
                .client("b", "s")
                .start()) {
            ApiClient one = new ApiClient(sim.baseUrl(), "a", "s", java.net.http.HttpClient.newHttpClient()).login();
            ApiClient two = new ApiClient(sim.baseUrl(), "b", "s", java.net.http.HttpClient.newHttpClient()).login();
            String old = "/api/v1/file/list";
            String oldList = old + "?parentFileId=0&page=1&limit=1&orderBy=size&orderDirection=asc";
            assertThat(one.get(oldList).get("code").asInt()).isZero();
            Sample.check("too_frequent", one.get(oldList));
            assertThat(two.get(oldList).get("code").asInt()).isZero();
            clock.move(Duration.ofMillis(4999));
            Sample.check("too_frequent", one.get(oldList));
            clock.move(Duration.ofMillis(1));
            assertThat(one.get(oldList).get("code").asInt()).isZero();
            assertThat(sim.figures().calls(old)).isEqualTo(3);
            assertThat(sim.figures().refused(old)).isEqualTo(2);
            assertThat(sim.figures().fullestWindow(old)).isEqualTo(1);
            sim.limits().set(old, 2);
            assertThat(one.get(oldList).get("code").asInt()).isZero();
            assertThat(one.get(oldList).get("code").asInt()).isZero();
            Sample.check("too_frequent", one.get(oldList));
            sim.limits().unlimited(old);
            assertThat(one.get(oldList).get("code").asInt()).isZero();
            sim.limits().set("/upload/v2/file/domain", 1);
            assertThat(one.get("/upload/v2/file/domain").get("code").asInt()).isZero();
            Sample.check("too_frequent", one.get("/upload/v2/file/domain"));
        }
    }

    @Test
    void theRequestsAreKeptWithoutSecrets() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            ApiClient client = new ApiClient(sim).login();
            client.post("/upload/v1/file/mkdir", Map.of("name", "n", "parentID", 0));
            client.post("/upload/v1/file/mkdir", Map.of("name", "n", "parentID", 0));
            assertThat(sim.figures().requests("/upload/v1/file/mkdir"))
                    .hasSize(2)
                    .allSatisfy(request -> {
                        assertThat(request.body()).contains("parentID");
                        assertThat(request.clientId()).isEqualTo(sim.clientId());
                    })
                    .extracting(request -> request.code())
                    .containsExactly(0, 1);
            assertThat(sim.figures().requests().toString())
                    .doesNotContain(sim.clientSecret())
                    .doesNotContain(client.token());
        }
    }
}
