package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every fault as a client meets it. */
class FaultsTest {
    private static final String INFO = "/api/v1/user/info";
    private static final String MKDIR = "/upload/v1/file/mkdir";

    private final TokensAndLimitsTest.HandClock clock = new TokensAndLimitsTest.HandClock();

    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(
            Pan123Simulator.builder().limits(false).clock(clock).mergePolls(0));

    private Pan123Simulator sim;
    private ApiClient client;

    @BeforeEach
    void login() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
    }

    @AfterEach
    void clear() {
        sim.faults().clear();
    }

    private JsonNode mkdir(String name) {
        return client.post(MKDIR, Map.of("name", name, "parentID", 0));
    }

    private HttpResponse<byte[]> info() {
        return client.raw(client.request(sim.baseUrl() + INFO).GET());
    }

    @Test
    void answersAndStatuses() {
        sim.faults().on(INFO).times(2).answer(429).on(INFO).http(502);
        Sample.check("too_frequent", client.get(INFO));
        Sample.check("too_frequent", client.get(INFO));
        HttpResponse<byte[]> html = info();
        assertThat(html.statusCode()).isEqualTo(502);
        assertThat(new String(html.body(), StandardCharsets.UTF_8)).startsWith("<html>");
        assertThat(info().statusCode()).isEqualTo(200);
        assertThat(sim.figures().faults(INFO)).isEqualTo(3);
        assertThat(sim.figures().refused(INFO)).isZero();
        sim.faults().on(INFO).after(1).answer(401);
        assertThat(client.get(INFO).get("code").asInt()).isZero();
        assertThat(client.get(INFO).get("code").asInt()).isEqualTo(401);
    }

    @Test
    void cutsBeforeAndAfterTheWork() {
        sim.faults().on(MKDIR).cutBefore();
        assertThatThrownBy(() -> mkdir("before")).isInstanceOf(UncheckedIOException.class);
        assertThat(sim.drive().find("/before")).isEmpty();
        sim.faults().on(MKDIR).cutAfter();
        assertThatThrownBy(() -> mkdir("after")).isInstanceOf(UncheckedIOException.class);
        assertThat(sim.drive().find("/after")).isPresent();
    }

    @Test
    void brokenAnswers() {
        sim.faults().on(INFO).garbage().on(INFO).truncate();
        assertThatThrownBy(() -> ApiClient.JSON.readTree(info().body()))
                .isInstanceOf(com.fasterxml.jackson.core.JsonProcessingException.class);
        assertThatThrownBy(this::info).isInstanceOf(UncheckedIOException.class);
        sim.faults().on(INFO).garbage("<html>");
        assertThat(info().body()).asString(StandardCharsets.UTF_8).isEqualTo("<html>");
    }

    @Test
    void delayAndChance() {
        sim.faults().on(INFO).delay(Duration.ofMillis(80));
        long start = System.nanoTime();
        info();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        sim.faults().on(INFO).probability(0.5).answer(429);
        int struck = 0;
        for (int i = 0; i < 200; i++) {
            struck += client.get(INFO).get("code").asInt() == 429 ? 1 : 0;
        }
        assertThat(struck).isBetween(40, 160);
    }

    @Test
    void aChanceThatIsLimitedEndsAfterItsTimes() {
        sim.faults().on(INFO).times(1).probability(1).answer(429);
        Sample.check("too_frequent", client.get(INFO));
        assertThat(client.get(INFO).get("code").asInt()).isZero();
        sim.faults()
                .on(INFO)
                .probability(1)
                .times(2)
                .answer(429)
                .on(INFO)
                .http(503)
                .on(INFO)
                .http(500);
        Sample.check("too_frequent", client.get(INFO));
        Sample.check("too_frequent", client.get(INFO));
        assertThat(List.of(info().statusCode(), info().statusCode())).containsExactly(503, 500);
        assertThat(client.get(INFO).get("code").asInt()).isZero();
        sim.faults().on(INFO).always().answer(429);
        for (int i = 0; i < 5; i++) {
            Sample.check("too_frequent", client.get(INFO));
        }
        sim.faults().clear();
        assertThat(client.get(INFO).get("code").asInt()).isZero();
    }

    @Test
    void successThatNeverLandsLooksLikeSuccess() {
        long file = sim.drive().addFile("/v.mp4", new byte[3]);
        Map<String, Object> ids = Map.of("fileIDs", List.of(file));
        Map<String, Map.Entry<String, Object>> calls = new LinkedHashMap<>();
        calls.put(MKDIR, Map.entry("mkdir", Map.of("name", "n", "parentID", 0)));
        calls.put("/api/v1/file/trash", Map.entry("void", ids));
        calls.put("/api/v1/file/recover", Map.entry("recover", ids));
        calls.put("/api/v1/file/copy", Map.entry("copy", Map.of("fileId", file, "targetDirId", 0)));
        calls.put(
                "/api/v1/transcode/upload/from_cloud_disk",
                Map.entry("transcode_import", List.of(Map.of("fileId", file))));
        calls.forEach((path, call) -> {
            sim.faults().on(path).lose();
            Sample.check(call.getKey(), client.post(path, call.getValue()));
        });
        assertThat(sim.drive().list("/")).extracting(entry -> entry.id()).containsExactly(file);
        assertThat(sim.drive().videos()).isEmpty();
    }

    @Test
    void aFullSpaceGivesNoAddress() {
        long video = sim.drive().addFinishedTranscode("v.mp4", new byte[3], "720p");
        Map<String, Object> which = Map.of("fileId", video);
        Map<String, Map<String, Object>> calls = Map.of(
                "/api/v1/transcode/file/download",
                which,
                "/api/v1/transcode/m3u8_ts/download",
                Map.of("fileId", video, "resolution", "720P", "type", 1),
                "/api/v1/transcode/file/download/all",
                Map.of("fileId", video, "zipName", "v.mp4"));
        for (boolean full : new boolean[] {true, false}) {
            sim.faults().spaceFull(full);
            calls.forEach((path, body) -> {
                String sample = path.endsWith("all") ? "transcode_all" : "transcode_download";
                JsonNode answer = Sample.check(sample, client.post(path, body));
                assertThat(answer.get("isFull").asBoolean()).as(path).isEqualTo(full);
                assertThat(answer.get("downloadUrl").asText().isEmpty())
                        .as(path)
                        .isEqualTo(full || sample.endsWith("all"));
            });
        }
    }

    @Test
    void theLifeOfAnAddressCanBeChosen() {
        long file = sim.drive().addFile("/d", new byte[10]);
        sim.faults().urlLife(Duration.ofSeconds(5));
        String url = client.get("/api/v1/file/download_info?fileId=" + file)
                .at("/data/downloadUrl")
                .asText();
        clock.move(Duration.ofSeconds(4));
        assertThat(client.download(url).statusCode()).isEqualTo(200);
        clock.move(Duration.ofSeconds(2));
        assertThat(client.download(url).statusCode()).isEqualTo(403);
    }

    /** On a clock that stands still, so that nothing but the switch itself can tell old addresses from new ones. */
    @Test
    void addressesThatWereExpiredStaySoAndNewOnesWork() {
        String ask = "/api/v1/file/download_info?fileId=" + sim.drive().addFile("/d", new byte[10]);
        String old = client.get(ask).at("/data/downloadUrl").asText();
        sim.faults().expireUrls();
        assertThat(client.download(old).statusCode()).isEqualTo(403);
        String fresh = client.get(ask).at("/data/downloadUrl").asText();
        assertThat(client.download(fresh).statusCode()).isEqualTo(200);
        sim.faults().clear();
        assertThat(client.download(old).statusCode()).isEqualTo(403);
        assertThat(client.download(fresh).statusCode()).isEqualTo(200);
        sim.faults().expireUrls();
        assertThat(client.download(fresh).statusCode()).isEqualTo(403);
    }

    @Test
    void clearGivesAddressesTheirUsualLifeAgain() {
        sim.faults().urlLife(Duration.ofSeconds(5));
        sim.faults().clear();
        String url = client.get(
                        "/api/v1/file/download_info?fileId=" + sim.drive().addFile("/d", new byte[10]))
                .at("/data/downloadUrl")
                .asText();
        clock.move(Duration.ofMinutes(30));
        assertThat(client.download(url).statusCode()).isEqualTo(200);
        clock.move(Duration.ofSeconds(1));
        assertThat(client.download(url).statusCode()).isEqualTo(403);
    }

    @Test
    void eviction() {
        sim.faults().on(INFO).evict();
        Sample.check("evicted", client.get(INFO));
        client.login();
        assertThat(client.get(INFO).get("code").asInt()).isZero();
        sim.faults().evictTokens();
        Sample.check("evicted", client.get(INFO));
    }

    @Test
    void uploadsThatAreNotYetThere() {
        byte[] content = new byte[100];
        new Random(9).nextBytes(content);
        sim.faults().stillVerifying(2);
        assertThat(client.upload(0, "a", content).get("code").asInt()).isZero();
        assertThat(sim.figures().faults("/upload/v2/file/upload_complete")).isEqualTo(2);

        String single = sim.sliceServerUrls().get(0) + "/upload/v2/file/single/create";
        sim.faults().queued(1);
        JsonNode queued = client.form(single, form("b", content));
        assertThat(queued.get("code").asInt()).isEqualTo(1);
        assertThat(queued.get("message").asText()).isEqualTo("该任务已成功进入秒传队列,任务队列削峰中,未直接获取到文件ID,请慢一点");
        assertThat(sim.drive().find("/b")).isPresent();

        sim.faults().on("/upload/v2/file/single/create").lose();
        assertThat(client.form(single, form("c", content)).at("/data/completed").asBoolean())
                .isTrue();
        assertThat(sim.drive().find("/c")).isEmpty();
    }

    private static Map<String, Object> form(String name, byte[] content) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("parentFileID", 0);
        form.put("filename", name);
        form.put("etag", ApiClient.md5(content));
        form.put("size", content.length);
        form.put("file", content);
        return form;
    }

    @Test
    void lagAndBlindness() {
        sim.faults().listLag(Duration.ofSeconds(3)).notFoundAfterUpload(Duration.ofSeconds(2));
        long file = sim.drive().addFile("/lag/x", new byte[3]);
        String list = "/api/v2/file/list?limit=10&parentFileId=" + sim.drive().addFolder("/lag");
        Sample.check("no_such_file", client.get("/api/v1/file/download_info?fileId=" + file));
        assertThat(client.get(list).at("/data/fileList")).hasToString("[]");
        clock.move(Duration.ofSeconds(2));
        Sample.check("download_info", client.get("/api/v1/file/download_info?fileId=" + file));
        assertThat(client.get(list).at("/data/fileList")).hasToString("[]");
        clock.move(Duration.ofSeconds(1));
        assertThat(client.get(list).at("/data/fileList")).hasSize(1);
    }

    @Test
    void infosMayLeaveNewEntriesOut() {
        sim.faults().infosLag(Duration.ofSeconds(2));
        long file = sim.drive().addFile("/lag/x", new byte[3]);
        Map<String, Object> ids = Map.of("fileIds", List.of(file));
        assertThat(client.post("/api/v1/file/infos", ids).at("/data/fileList")).hasToString("[]");
        clock.move(Duration.ofSeconds(2));
        assertThat(client.post("/api/v1/file/infos", ids).at("/data/fileList")).hasSize(1);
    }

    @Test
    void searchesMayLagBehindLists() {
        sim.faults().searchLag(Duration.ofSeconds(3));
        sim.drive().addFile("/lag/x", new byte[3]);
        String list = "/api/v2/file/list?limit=10&parentFileId=" + sim.drive().addFolder("/lag");
        List<String> searches = List.of(
                "/api/v2/file/list?limit=10&parentFileId=0&searchData=x",
                "/api/v2/file/list?limit=10&parentFileId=0&searchData=x&searchMode=1",
                "/api/v1/file/list?limit=10&parentFileId=0&page=1&orderBy=file_id&orderDirection=asc&searchData=x");
        assertThat(client.get(list).at("/data/fileList")).hasSize(1);
        for (String search : searches) {
            assertThat(client.get(search).at("/data/fileList")).as(search).hasToString("[]");
        }
        sim.faults().listLag(Duration.ofSeconds(4));
        clock.move(Duration.ofSeconds(3));
        for (String search : searches) {
            assertThat(client.get(search).at("/data/fileList")).as(search).hasToString("[]");
        }
        clock.move(Duration.ofSeconds(1));
        for (String search : searches) {
            assertThat(client.get(search).at("/data/fileList")).as(search).hasSize(1);
        }
    }

    @Test
    void justUploadedFilesMayStillBeVerifiedForDownloadsAndLinks() {
        long file = sim.drive().addFile("/on/x", new byte[3]);
        client.post("/api/v1/direct-link/enable", Map.of("fileID", sim.drive().addFolder("/on")));
        for (String call : List.of("/api/v1/file/download_info?fileId=", "/api/v1/direct-link/url?fileID=")) {
            sim.faults().on(call.substring(0, call.indexOf('?'))).answer(20103);
            Sample.check("v2_complete_not_yet", client.get(call + file));
            assertThat(client.get(call + file).get("code").asInt()).isZero();
        }
    }

    @Test
    void lenientModeForgivesNoFault() throws Exception {
        try (Pan123Simulator loose =
                Pan123Simulator.builder().limits(false).mode(Mode.LENIENT).start()) {
            ApiClient caller = new ApiClient(loose).login();
            Map<String, Object> mkdir = Map.of("Name", "n", "parentId", "0");
            loose.faults()
                    .on(MKDIR)
                    .answer(429)
                    .on(MKDIR)
                    .answerAfter(1, "done")
                    .on(MKDIR)
                    .lose();
            Sample.check("too_frequent", caller.post(MKDIR, mkdir));
            assertThat(caller.post(MKDIR, mkdir).get("message").asText()).isEqualTo("done");
            Sample.check("mkdir", caller.post(MKDIR, mkdir));
            assertThat(loose.drive().list("/")).hasSize(1);
            loose.faults().on(MKDIR).cutBefore().on(MKDIR).cutAfter().on(MKDIR).truncate();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> caller.post(MKDIR, mkdir)).isInstanceOf(UncheckedIOException.class);
            }
            loose.faults().on(INFO).http(502).on(INFO).garbage().on(INFO).evict();
            HttpResponse<byte[]> page =
                    caller.raw(caller.request(loose.baseUrl() + INFO).GET());
            assertThat(page.statusCode()).isEqualTo(502);
            assertThatThrownBy(() -> caller.get(INFO)).isInstanceOf(AssertionError.class);
            Sample.check("evicted", caller.get(INFO));
        }
    }

    @Test
    void aGatewayMayAnswer429() {
        sim.faults().on(INFO).http(429);
        assertThat(info().statusCode()).isEqualTo(429);
        assertThat(sim.figures().refused(INFO)).isZero();
    }

    @Test
    void writeBan() {
        sim.faults().writeBan(Duration.ofMinutes(150));
        assertThat(mkdir("banned").get("message").asText()).contains("禁止");
        assertThat(client.get(INFO).get("code").asInt()).isZero();
        clock.move(Duration.ofMinutes(150));
        assertThat(mkdir("banned").get("code").asInt()).isZero();
    }

    @Test
    void addressesEnd() {
        byte[] content = new byte[1000];
        long file = sim.drive().addFile("/d", content);
        String url = client.get("/api/v1/file/download_info?fileId=" + file)
                .at("/data/downloadUrl")
                .asText();
        sim.faults().on("/download").times(1).http(503);
        assertThat(client.download(url).statusCode()).isEqualTo(503);
        sim.faults().on("/download").cutAfter();
        assertThatThrownBy(() -> client.download(url)).isInstanceOf(UncheckedIOException.class);
        assertThat(client.download(url).statusCode()).isEqualTo(200);
        assertThat(client.download(url.replace("/" + file + "?", "/1?")).statusCode())
                .isEqualTo(403);
        clock.move(Duration.ofMinutes(31));
        assertThat(client.download(url).statusCode()).isEqualTo(403);
        assertThat(sim.figures().requests("/download"))
                .extracting(request -> request.query())
                .containsOnly("");
    }

    @Test
    void aRangeIsCutHalfWayToo() throws Exception {
        byte[] content = new byte[1000];
        new Random(11).nextBytes(content);
        long file = sim.drive().addFile("/d", content);
        String url = client.get("/api/v1/file/download_info?fileId=" + file)
                .at("/data/downloadUrl")
                .asText();
        sim.faults().on("/download").truncate();
        HttpURLConnection part = (HttpURLConnection) URI.create(url).toURL().openConnection();
        part.setRequestProperty("Range", "bytes=600-");
        assertThat(part.getResponseCode()).isEqualTo(206);
        assertThat(part.getHeaderField("Content-Range")).isEqualTo("bytes 600-999/1000");
        assertThat(part.getInputStream().readNBytes(200)).isEqualTo(Arrays.copyOfRange(content, 600, 800));
        EarlyEnd.requireAt(part.getInputStream());
        await().untilAsserted(() -> assertThat(sim.figures().downloadedBytes()).isEqualTo(200));
    }

    @Test
    void wrongContentEndsInFailure() {
        byte[] content = new byte[100];
        new Random(10).nextBytes(content);
        Map<String, Object> create = form("w", content);
        create.remove("file");
        create.put("etag", "1".repeat(32));
        JsonNode session = client.post("/upload/v2/file/create", create).get("data");
        String server = session.at("/servers/0").asText();
        String id = session.get("preuploadID").asText();
        assertThat(client.post("/upload/v2/file/upload_complete", Map.of("preuploadID", id))
                        .get("code")
                        .asInt())
                .as("slices missing")
                .isEqualTo(1);
        assertThat(client.slice(server, id, 1, content, "2".repeat(32))
                        .get("code")
                        .asInt())
                .as("slice MD5")
                .isEqualTo(1);
        assertThat(client.slice(server, id, 2, content).get("code").asInt())
                .as("no such slice")
                .isEqualTo(1);
        assertThat(client.slice(server, id, 1, new byte[99]).get("code").asInt())
                .as("too short")
                .isEqualTo(1);
        assertThat(client.slice(server, id, 1, content).get("code").asInt()).isZero();
        Sample.check("upload_failed", client.post("/upload/v2/file/upload_complete", Map.of("preuploadID", id)));
        assertThat(sim.drive().list("/")).isEmpty();
    }

    @Test
    void duplicates() {
        byte[] content = new byte[100];
        new Random(11).nextBytes(content);
        long first = client.upload(0, "d.txt", content).at("/data/fileID").asLong();
        Map<String, Object> create = form("d.txt", content);
        create.remove("file");
        assertThat(client.post("/upload/v2/file/create", create).get("message").asText())
                .contains("重复");
        create.put("duplicate", 1);
        client.post("/upload/v2/file/create", create);
        assertThat(sim.drive().find("/d(1).txt")).isPresent();
        create.put("duplicate", 2);
        long second =
                client.post("/upload/v2/file/create", create).at("/data/fileID").asLong();
        assertThat(second).isNotEqualTo(first);
        assertThat(sim.drive().get(first)).isEmpty();
        assertThat(List.of(sim.drive().list("/").size())).containsExactly(2);
    }
}
