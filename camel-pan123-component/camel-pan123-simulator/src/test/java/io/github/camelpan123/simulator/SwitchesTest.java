package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.fixtures.FreePorts;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the remaining switches change, over HTTP. */
class SwitchesTest {
    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static int code(JsonNode answer) {
        return answer.get("code").asInt();
    }

    private static long importedVideo(ApiClient client, long file) {
        client.post("/api/v1/transcode/upload/from_cloud_disk", List.of(Map.of("fileId", file)));
        long space = client.post("/api/v1/transcode/folder/info", null)
                .at("/data/fileID")
                .asLong();
        return client.get("/api/v2/file/list?limit=100&businessType=2&parentFileId=" + space)
                .at("/data/fileList/0/fileId")
                .asLong();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDrivesIdMayNameTheImportedVideo(boolean alias) throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .limits(false)
                .resolutionPolls(0)
                .driveIdAlias(alias)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            long file = sim.drive().addFile("/v.mp4", bytes(100));
            long video = importedVideo(client, file);
            assertThat(video).isNotEqualTo(file);
            JsonNode byNewId = client.post("/api/v1/transcode/video/resolutions", Map.of("fileId", video));
            JsonNode byDriveId = client.post("/api/v1/transcode/video/resolutions", Map.of("fileId", file));
            Sample.check("transcode_resolutions", byNewId);
            if (alias) {
                assertThat(byDriveId.get("data")).isEqualTo(byNewId.get("data"));
            } else {
                Sample.check("no_such_file", byDriveId);
            }
            client.post("/api/v1/transcode/delete", Map.of("fileId", video, "businessType", 2, "trashed", 2));
            Sample.check("no_such_file", client.post("/api/v1/transcode/video/resolutions", Map.of("fileId", file)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void infosMayKnowTheEntriesOfTheTranscodeSpace(boolean known) throws Exception {
        try (Pan123Simulator sim =
                Pan123Simulator.builder().limits(false).infosOfSpace(known).start()) {
            ApiClient client = new ApiClient(sim).login();
            long file = sim.drive().addFile("/v.mp4", bytes(100));
            long imported = importedVideo(client, file);
            long space = client.post("/api/v1/transcode/folder/info", null)
                    .at("/data/fileID")
                    .asLong();
            client.upload(space, "up.mp4", bytes(50));
            long uploaded = sim.drive().videos().get(1).id();
            JsonNode infos = Sample.check(
                    "infos",
                    client.post("/api/v1/file/infos", Map.of("fileIds", List.of(file, imported, uploaded, space))));
            assertThat(infos.get("fileList"))
                    .extracting(row -> row.get("fileId").asLong())
                    .containsExactlyElementsOf(known ? List.of(file, imported, uploaded, space) : List.of(file));
            assertThat(client.get("/api/v2/file/list?limit=100&businessType=2&parentFileId=" + space)
                            .at("/data/fileList"))
                    .as("the list of the space shows them")
                    .hasSize(2);
        }
    }

    @Test
    void withoutADescriptionAllVideosHaveTheSameLengthAndResolutions() throws Exception {
        try (Pan123Simulator sim =
                Pan123Simulator.builder().limits(false).resolutionPolls(0).start()) {
            ApiClient client = new ApiClient(sim).login();
            long imported = importedVideo(client, sim.drive().addFile("/v.mp4", bytes(100)));
            JsonNode facts = Sample.check(
                    "transcode_resolutions",
                    client.post("/api/v1/transcode/video/resolutions", Map.of("fileId", imported)));
            assertThat(facts.get("VideoTime").asInt()).isEqualTo(Invented.VIDEO_SECONDS);
            assertThat(facts.get("Resolutions").asText()).isEqualTo("480p,720p,1080p");
            Map<String, Object> start = new LinkedHashMap<>();
            start.put("fileId", imported);
            start.put("codecName", facts.get("CodecNames").asText());
            start.put("videoTime", Invented.VIDEO_SECONDS);
            start.put("resolutions", "4K");
            assertThat(code(client.post("/api/v1/transcode/video", start))).isEqualTo(1);
            start.put("resolutions", "480P");
            assertThat(code(client.post("/api/v1/transcode/video", start))).isZero();
        }
    }

    @Test
    void aTestMaySayWhatAVideoIs() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder().limits(false).start()) {
            ApiClient client = new ApiClient(sim).login();
            long video = sim.drive().addVideo("v.mkv", bytes(100));
            sim.drive().describeVideo(video, new VideoFacts("H.265", 51, List.of("720p")));
            JsonNode facts = client.post("/api/v1/transcode/video/resolutions", Map.of("fileId", video))
                    .get("data");
            assertThat(facts.get("CodecNames").asText()).isEqualTo("H.265");
            assertThat(facts.get("VideoTime").asInt()).isEqualTo(51);
            assertThat(facts.get("Resolutions").asText()).isEqualTo("720p");
        }
    }

    @Test
    void droppedContentCannotBeDownloaded() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .limits(false)
                .keepContent(false)
                .mergePolls(0)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(1000);
            long file = client.upload(0, "a", content).at("/data/fileID").asLong();
            String url = Sample.check("download_info", client.get("/api/v1/file/download_info?fileId=" + file))
                    .get("downloadUrl")
                    .asText();
            assertThat(client.download(url).statusCode()).isEqualTo(410);
            assertThatThrownBy(() -> sim.drive().content("/a")).isInstanceOf(java.io.UncheckedIOException.class);
            assertThat(sim.figures().downloadedBytes()).isZero();
            JsonNode again = client.upload(0, "b", content);
            assertThat(again.get("reuse").asBoolean())
                    .as("it is still known by MD5 and size")
                    .isTrue();
        }
    }

    @Test
    void anOfflineDownloadThatFailsSaysSoToTheCallback() throws Exception {
        BlockingQueue<JsonNode> calls = new LinkedBlockingQueue<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] content = bytes(5000);
        other.createContext("/", exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/callback" -> {
                    calls.add(ApiClient.JSON.readTree(exchange.getRequestBody().readAllBytes()));
                    exchange.sendResponseHeaders(200, -1);
                }
                case "/video.mp4" -> {
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        other.start();
        String base = "http://127.0.0.1:" + other.getAddress().getPort();
        try (Pan123Simulator sim = Pan123Simulator.builder().limits(false).start()) {
            ApiClient client = new ApiClient(sim).login();
            long failed = offline(client, base + "/missing.mp4", base + "/callback");
            await().until(() -> progress(client, failed).get("status").asInt() == 1);
            assertThat(progress(client, failed).get("process").asInt()).isZero();
            JsonNode told = calls.poll(2, TimeUnit.MINUTES);
            assertThat(told.get("url").asText()).isEqualTo(base + "/missing.mp4");
            assertThat(told.get("status").asInt()).isEqualTo(1);
            assertThat(told.get("failReason").asText()).isNotEmpty();
            assertThat(told.get("fileID").asLong()).isZero();

            long done = offline(client, base + "/video.mp4", base + "/callback");
            await().until(() -> progress(client, done).get("status").asInt() == 2);
            assertThat(progress(client, done).get("process").asInt()).isEqualTo(100);
            told = calls.poll(2, TimeUnit.MINUTES);
            assertThat(told.get("status").asInt()).isZero();
            assertThat(told.get("fileID").asLong())
                    .isEqualTo(
                            sim.drive().find("/来自:离线下载/video.mp4").orElseThrow().id());
            assertThat(sim.drive().content("/来自:离线下载/video.mp4")).isEqualTo(content);

            Map<String, Object> root = Map.of("url", base + "/video.mp4", "dirID", 0);
            assertThat(code(client.post("/api/v1/offline/download", root)))
                    .as("the root is not allowed")
                    .isEqualTo(1);
            assertThat(code(client.post("/api/v1/offline/download", Map.of("url", "ftp://x/y"))))
                    .isEqualTo(1);
        } finally {
            other.stop(0);
        }
    }

    private static long offline(ApiClient client, String url, String callback) {
        return client.post("/api/v1/offline/download", Map.of("url", url, "callBackUrl", callback))
                .at("/data/taskID")
                .asLong();
    }

    private static JsonNode progress(ApiClient client, long task) {
        return Sample.check("offline_process", client.get("/api/v1/offline/download/process?taskID=" + task));
    }

    @Test
    void anAsynchronousCopyThatCannotBeMadeFails() throws Exception {
        TokensAndLimitsTest.HandClock clock = new TokensAndLimitsTest.HandClock();
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .limits(false)
                .copyTime(Duration.ofSeconds(10))
                .clock(clock)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            long folder = sim.drive().addFolder("/a");
            long below = sim.drive().addFolder("/a/b");
            long task = client.post("/api/v1/file/async/copy", Map.of("fileIds", List.of(folder), "targetDirId", below))
                    .at("/data/taskId")
                    .asLong();
            String process = "/api/v1/file/async/copy/process?taskId=" + task;
            assertThat(client.get(process).at("/data/status").asInt()).isZero();
            clock.move(Duration.ofSeconds(5));
            assertThat(client.get(process).at("/data/status").asInt()).isEqualTo(1);
            clock.move(Duration.ofSeconds(5));
            assertThat(client.get(process).at("/data/status").asInt()).isEqualTo(3);
        }
    }

    @Test
    void portsAreChosenFreely() throws Exception {
        List<Integer> free = FreePorts.next(3);
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .port(free.get(0))
                .slicePort(free.get(1))
                .storagePort(free.get(2))
                .start()) {
            assertThat(sim.baseUrl()).endsWith(":" + free.get(0));
            assertThat(sim.sliceServerUrls().get(0)).endsWith(":" + free.get(1));
            ApiClient client = new ApiClient(sim).login();
            long file = sim.drive().addFile("/a", bytes(10));
            assertThat(client.get("/api/v1/file/download_info?fileId=" + file)
                            .at("/data/downloadUrl")
                            .asText())
                    .startsWith("http://127.0.0.1:" + free.get(2) + "/");
            assertThatThrownBy(() -> Pan123Simulator.builder().port(free.get(0)).start())
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void aSliceThatComesAgainAndIsWrongLeavesTheFirstOneValid() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(1000)
                .mergePolls(0)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(1500);
            JsonNode session = client.post(
                            "/upload/v2/file/create",
                            Map.of(
                                    "parentFileID",
                                    0,
                                    "filename",
                                    "a",
                                    "etag",
                                    ApiClient.md5(content),
                                    "size",
                                    content.length))
                    .get("data");
            String id = session.get("preuploadID").asText();
            String server = session.at("/servers/0").asText();
            byte[] first = java.util.Arrays.copyOf(content, 1000);
            assertThat(code(client.slice(server, id, 1, first))).isZero();
            assertThat(code(client.slice(server, id, 1, new byte[1000], ApiClient.md5(first))))
                    .isEqualTo(1);
            assertThat(code(client.slice(server, id, 1, new byte[10]))).isEqualTo(1);
            assertThat(code(client.slice(server, id, 1, first))).isZero();
            assertThat(code(client.slice(server, id, 2, java.util.Arrays.copyOfRange(content, 1000, 1500))))
                    .isZero();
            assertThat(client.complete(id).at("/data/completed").asBoolean()).isTrue();
            assertThat(sim.drive().content("/a")).isEqualTo(content);
        }
    }

    @Test
    void aPresignedAddressTakesOneSliceAndNoToken() throws Exception {
        try (Pan123Simulator sim =
                Pan123Simulator.builder().limits(false).mergePolls(0).start()) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(1500);
            String id = client.post(
                            "/upload/v1/file/create",
                            Map.of("parentFileID", 0, "filename", "a", "etag", ApiClient.md5(content), "size", 1500))
                    .at("/data/preuploadID")
                    .asText();
            String url = client.post("/upload/v1/file/get_upload_url", Map.of("preuploadID", id, "sliceNo", 1))
                    .at("/data/presignedURL")
                    .asText();
            HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(url));
            assertThat(client.raw(put.copy().GET()).statusCode()).isEqualTo(405);
            assertThat(client.raw(put.copy()
                                    .header("Authorization", "Bearer x")
                                    .PUT(BodyPublishers.ofByteArray(content)))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(client.raw(put.copy()
                                    .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(content))))
                            .statusCode())
                    .as("chunked")
                    .isEqualTo(411);
            assertThat(client.raw(put.copy().PUT(BodyPublishers.ofByteArray(new byte[3])))
                            .statusCode())
                    .as("too short")
                    .isEqualTo(400);
            HttpRequest.Builder forged = HttpRequest.newBuilder(URI.create(url.replace("/1?", "/2?")));
            assertThat(client.raw(forged.PUT(BodyPublishers.ofByteArray(content)))
                            .statusCode())
                    .isEqualTo(403);
            for (int i = 0; i < 2; i++) {
                assertThat(client.raw(put.copy().PUT(BodyPublishers.ofByteArray(content)))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(sim.figures().duplicateWrites("/put")).isEqualTo(1);
            Sample.check("v1_complete", client.post("/upload/v1/file/upload_complete", Map.of("preuploadID", id)));
            assertThat(sim.drive().content("/a")).isEqualTo(content);
        }
    }
}
