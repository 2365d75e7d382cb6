package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.figures.PathFigures;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the platform counts is what it did. */
class FiguresTest {
    private static final String MKDIR = "/upload/v1/file/mkdir";
    private static final String LOGIN = "/api/v1/access_token";
    private static final String INFO = "/api/v1/user/info";

    /** No time passes, so what is one call too many is so however long a busy machine holds it up. */
    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(Pan123Simulator.builder()
            .limits(false)
            .mode(Mode.LENIENT)
            .client("id", "Gj7-secret")
            .clock(new TokensAndLimitsTest.HandClock()));

    @RegisterExtension
    final Pan123SimulatorExtension strict =
            Pan123SimulatorExtension.of(Pan123Simulator.builder().limits(false));

    private Pan123Simulator sim;
    private ApiClient client;

    @BeforeEach
    void login() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
    }

    @Test
    void everyAcceptedCallThatIsAnsweredWithAnotherCodeHasFailed() {
        Figures figures = strict.simulator().figures();
        ApiClient careful = new ApiClient(strict.simulator()).login();
        List<Object> refused = List.of(
                Map.of("name", "n", "parentid", 0),
                Map.of("name", "n", "parentID", "0"),
                Map.of("name", "n"),
                Map.of("name", "a/b", "parentID", 0),
                "no JSON");
        refused.forEach(body -> careful.post(MKDIR, body));
        careful.json(careful.request(strict.simulator().baseUrl() + MKDIR)
                .POST(ApiClient.publisher(Map.of("name", "no content type", "parentID", 0))));
        assertThat(figures.failed(MKDIR)).isEqualTo(6);
        careful.post(MKDIR, Map.of("name", "n", "parentID", 0));
        assertThat(figures.calls(MKDIR)).isEqualTo(7);
        assertThat(figures.failed(MKDIR)).isEqualTo(6);

        careful.get("/api/v1/file/detail?fileID=x");
        careful.get("/api/v1/file/detail?fileID=1");
        assertThat(figures.failed("/api/v1/file/detail")).isEqualTo(2);

        careful.form(
                strict.simulator().sliceServerUrls().get(0) + "/upload/v2/file/slice",
                Map.of("slice", new byte[1], "sliceNo", 1));
        assertThat(figures.failed("/upload/v2/file/slice")).isEqualTo(1);
    }

    @Test
    void whatTheLimitOrTheTokenRefusedHasNotFailed() {
        Pan123Simulator limited = sim;
        limited.limits().enforce(true).set(INFO, 1);
        client.get(INFO);
        client.get(INFO);
        client.token("nonsense");
        client.get(INFO);
        assertThat(limited.figures().calls(INFO)).isEqualTo(1);
        assertThat(limited.figures().refused(INFO)).isEqualTo(1);
        assertThat(limited.figures().failed(INFO)).isZero();
    }

    @Test
    void workThatIsDoneAndDeniedHasFailed() {
        sim.faults().on(MKDIR).answerAfter(1, "no").on(MKDIR).answer(1, "not even begun");
        client.post(MKDIR, Map.of("name", "done", "parentID", 0));
        client.post(MKDIR, Map.of("name", "not done", "parentID", 0));
        assertThat(sim.drive().list("/")).extracting(entry -> entry.name()).containsExactly("done");
        assertThat(sim.figures().calls(MKDIR)).isEqualTo(1);
        assertThat(sim.figures().failed(MKDIR)).isEqualTo(1);
        assertThat(sim.figures().faults(MKDIR)).isEqualTo(2);
    }

    @Test
    void noSecretIsKeptHoweverTheLoginCarriesIt() {
        ApiClient fresh = new ApiClient(sim);
        String query = "?clientID=id&clientSecret=Gj7-secret";
        HttpRequest.Builder login = fresh.request(sim.baseUrl() + LOGIN + query);
        assertThat(fresh.json(login.copy().POST(BodyPublishers.noBody()))
                        .at("/data/accessToken")
                        .asText())
                .isNotEmpty();
        fresh.post(LOGIN, "clientID=id&clientSecret=Gj7-secret");
        fresh.raw(login.copy().GET());
        fresh.raw(fresh.request(sim.baseUrl() + "/api/v1/oauth2/access_token" + query)
                .POST(BodyPublishers.noBody()));
        assertThat(sim.figures().requests()).hasSize(5);
        assertThat(sim.figures().requests().toString()).doesNotContain("Gj7");
        client.get(INFO + "?seen=1");
        assertThat(sim.figures().requests(INFO))
                .extracting(RequestRecord::query)
                .containsExactly("seen=1");
    }

    /** Calls whose body is still to come are in work, for as long as the test wants. */
    @Test
    void requestsInWorkAtOneTimeAreCounted() throws Exception {
        byte[] body = "{\"name\":\"n\",\"parentID\":0}".getBytes(StandardCharsets.US_ASCII);
        String head = "POST " + MKDIR + " HTTP/1.1\r\nHost: x\r\nPlatform: open_platform\r\nAuthorization: Bearer "
                + client.token() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        URI base = URI.create(sim.baseUrl());
        try (Socket one = new Socket(base.getHost(), base.getPort());
                Socket two = new Socket(base.getHost(), base.getPort());
                Socket three = new Socket(base.getHost(), base.getPort())) {
            List<Socket> all = List.of(one, two, three);
            for (Socket each : all) {
                each.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            }
            await().untilAsserted(
                            () -> assertThat(sim.figures().mostInFlight(MKDIR)).isEqualTo(3));
            for (Socket each : all) {
                each.getOutputStream().write(body);
                assertThat(each.getInputStream().read()).isEqualTo('H');
            }
        }
        client.post(MKDIR, Map.of("name", "alone", "parentID", 0));
        sim.faults().on(INFO).times(20).answer(429).on(INFO).times(20).answerAfter(1, "no");
        for (int i = 0; i < 60; i++) {
            client.get(INFO);
        }
        assertThat(sim.figures().mostInFlight(INFO))
                .as("one after the other, struck by a fault or not")
                .isEqualTo(1);
        assertThat(sim.figures().mostInFlight(MKDIR)).isEqualTo(3);
        assertThat(sim.figures().mostInFlight(LOGIN)).isEqualTo(1);
    }

    @Test
    void writesThatComeAgainAreCountedOncePerRepetition() {
        long file = sim.drive().addFile("/again", new byte[1]);
        Map<String, Object> trash = Map.of("fileIDs", List.of(file));
        for (int i = 0; i < 3; i++) {
            client.post("/api/v1/file/trash", trash);
        }
        client.post("/api/v1/file/trash", Map.of("fileIDs", List.of(sim.drive().addFile("/other", new byte[1]))));
        assertThat(sim.figures().duplicateWrites("/api/v1/file/trash")).isEqualTo(2);

        byte[] content = {1, 2, 3};
        Map<String, Object> form = new LinkedHashMap<>(ApiClient.create(0, "single", content));
        form.put("duplicate", 2);
        form.put("file", content);
        String single = "/upload/v2/file/single/create";
        client.form(sim.sliceServerUrls().get(0) + single, form);
        assertThat(sim.figures().duplicateWrites(single)).isZero();
        client.form(sim.sliceServerUrls().get(0) + single, form);
        assertThat(sim.figures().duplicateWrites(single)).isEqualTo(1);

        client.post(MKDIR, Map.of("name", "twice", "parentID", 0));
        client.post(MKDIR, Map.of("name", "twice", "parentID", 0));
        assertThat(sim.figures().duplicateWrites(MKDIR))
                .as("the second one did not succeed")
                .isZero();
    }

    @Test
    void headersOfTheApiAreCountedAtTheStorageHost() {
        byte[] content = {1, 2, 3};
        long file = sim.drive().addFile("/a", content);
        String url = client.get("/api/v1/file/download_info?fileId=" + file)
                .at("/data/downloadUrl")
                .asText();
        client.download(url, "Accept", "*/*");
        assertThat(sim.figures().apiHeadersAtStorage()).isZero();

        assertThat(client.download(url, "Platform", "open_platform").body()).isEqualTo(content);
        assertThat(client.download(url, "authorization", "Bearer Gj7").body()).isEqualTo(content);
        assertThat(client.raw(client.request(url)).body()).as("both").isEqualTo(content);
        assertThat(sim.figures().apiHeadersAtStorage()).isEqualTo(3);

        String unknown = URI.create(url).resolve("/unknown").toString();
        assertThat(client.raw(client.request(unknown)).statusCode()).isEqualTo(404);
        assertThat(sim.figures().apiHeadersAtStorage()).isEqualTo(4);
        assertThat(sim.figures().requests().toString()).doesNotContain("Gj7").doesNotContain(client.token());
    }

    @Test
    void theTotalsAreTheSumsOfThePaths() {
        sim.limits().enforce(true).set(INFO, 1);
        client.get(INFO);
        client.get(INFO);
        client.post(MKDIR, Map.of("name", "n", "parentID", 0));
        Map<String, PathFigures> all = sim.figures().byPath();
        assertThat(all.values().stream().mapToLong(PathFigures::accepted).sum())
                .isEqualTo(sim.figures().totalCalls())
                .isEqualTo(3);
        assertThat(sim.figures().totalRefused()).isEqualTo(1);
        assertThat(List.copyOf(all.keySet())).isSorted().contains(LOGIN, INFO, MKDIR);
    }
}
