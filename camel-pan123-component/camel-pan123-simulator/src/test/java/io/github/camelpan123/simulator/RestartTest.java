package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in work when the platform ends goes on when it starts over the same directory. */
class RestartTest {
    private static final int SLICE = 100_000;
    private static final byte[] CONTENT = content();

    @TempDir
    Path state;

    private static byte[] content() {
        byte[] content = new byte[3 * SLICE - 7];
        new Random(1).nextBytes(content);
        return content;
    }

    private Pan123Simulator start() throws IOException {
        return builder().start();
    }

    private SimulatorBuilder builder() {
        return Pan123Simulator.builder()
                .client("id", "secret")
                .stateDirectory(state)
                .sliceSize(SLICE)
                .limits(false);
    }

    private static Map<String, Object> create(String name, String md5) {
        Map<String, Object> create = new LinkedHashMap<>();
        create.put("parentFileID", 0);
        create.put("filename", name);
        create.put("etag", md5);
        create.put("size", CONTENT.length);
        return create;
    }

    private static byte[] slice(int number) {
        return Arrays.copyOfRange(CONTENT, (number - 1) * SLICE, Math.min(CONTENT.length, number * SLICE));
    }

    private static int send(Pan123Simulator sim, ApiClient client, String id, int number) {
        return client.slice(sim.sliceServerUrls().get(0), id, number, slice(number))
                .get("code")
                .asInt();
    }

    @Test
    void anUploadGoesOnWithTheSlicesThatAreMissing() throws Exception {
        String id;
        String forgotten;
        try (Pan123Simulator sim = start()) {
            ApiClient client = new ApiClient(sim).login();
            JsonNode session = client.post("/upload/v2/file/create", create("a.bin", ApiClient.md5(CONTENT)))
                    .get("data");
            id = session.get("preuploadID").asText();
            assertThat(send(sim, client, id, 3)).isZero();
            assertThat(send(sim, client, id, 1)).isZero();
            forgotten = client.post("/upload/v2/file/create", create("b.bin", "1".repeat(32)))
                    .at("/data/preuploadID")
                    .asText();
        }
        try (Pan123Simulator sim = builder().sliceSize(1000).start()) {
            ApiClient client = new ApiClient(sim).login();
            assertThat(client.post("/upload/v1/file/list_upload_parts", Map.of("preuploadID", id))
                            .at("/data/parts")
                            .findValuesAsText("partNumber"))
                    .containsExactly("1", "3");
            JsonNode early = client.post("/upload/v2/file/upload_complete", Map.of("preuploadID", id));
            assertThat(early.get("code").asInt()).as("a slice is missing").isEqualTo(1);
            assertThat(send(sim, client, id, 2)).isZero();
            assertThat(client.complete(id).at("/data/completed").asBoolean()).isTrue();
            assertThat(sim.drive().content("/a.bin")).isEqualTo(CONTENT);
            assertThat(sim.figures().uploadedBytes()).isEqualTo(SLICE);
            for (int number = 1; number <= 3; number++) {
                assertThat(send(sim, client, forgotten, number)).isZero();
            }
            Sample.check("upload_failed", client.complete(forgotten));
        }
        try (Pan123Simulator sim = start()) {
            ApiClient client = new ApiClient(sim).login();
            JsonNode done = client.post("/upload/v2/file/upload_complete", Map.of("preuploadID", id));
            assertThat(done.at("/data/fileID").asLong())
                    .isEqualTo(sim.drive().find("/a.bin").orElseThrow().id());
            Sample.check(
                    "upload_failed", client.post("/upload/v2/file/upload_complete", Map.of("preuploadID", forgotten)));
            try (var left = Files.list(state.resolve("uploads"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void aDroppedContentsUploadGoesOnToo() throws Exception {
        String id;
        try (Pan123Simulator sim = builder().keepContent(false).start()) {
            ApiClient client = new ApiClient(sim).login();
            id = client.post("/upload/v2/file/create", create("a.bin", ApiClient.md5(CONTENT)))
                    .at("/data/preuploadID")
                    .asText();
            assertThat(send(sim, client, id, 1)).isZero();
            assertThat(send(sim, client, id, 2)).isZero();
        }
        try (Pan123Simulator sim = builder().keepContent(false).start()) {
            ApiClient client = new ApiClient(sim).login();
            assertThat(send(sim, client, id, 3)).isZero();
            assertThat(client.complete(id).at("/data/completed").asBoolean()).isTrue();
        }
    }

    @Test
    void offlineDownloadsGoOnOrKeepTheirEnd() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.setExecutor(threads);
        source.createContext("/", exchange -> {
            boolean slow = exchange.getRequestURI().getPath().endsWith("slow.mp4");
            try {
                if (slow && asked.incrementAndGet() == 1) {
                    gate.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
            exchange.close();
        });
        source.start();
        String base = "http://127.0.0.1:" + source.getAddress().getPort() + "/";
        try {
            long quick;
            long slow;
            try (Pan123Simulator sim = start()) {
                ApiClient client = new ApiClient(sim).login();
                quick = offline(client, base + "quick.mp4");
                await().until(() -> status(client, quick) == 2);
                slow = offline(client, base + "slow.mp4");
                await().until(() -> asked.get() == 1);
                assertThat(status(client, slow)).isZero();
            }
            try (Pan123Simulator sim = start()) {
                ApiClient client = new ApiClient(sim).login();
                assertThat(status(client, quick)).isEqualTo(2);
                await().until(() -> status(client, slow) == 2);
                assertThat(sim.drive().list("/来自:离线下载"))
                        .extracting(entry -> entry.name())
                        .containsExactly("quick.mp4", "slow.mp4");
                assertThat(offline(client, base + "quick.mp4")).isGreaterThan(slow);
            }
        } finally {
            gate.countDown();
            source.stop(0);
            threads.shutdownNow();
        }
    }

    private static long offline(ApiClient client, String url) {
        return client.post("/api/v1/offline/download", Map.of("url", url))
                .at("/data/taskID")
                .asLong();
    }

    private static int status(ApiClient client, long task) {
        return client.get("/api/v1/offline/download/process?taskID=" + task)
                .at("/data/status")
                .asInt();
    }

    @Test
    void sharesDirectLinksCopiesAndTokensStay() throws Exception {
        JsonNode shares;
        String file;
        String link;
        long task;
        ApiClient first;
        ApiClient fourth;
        try (Pan123Simulator sim = start()) {
            first = new ApiClient(sim).login();
            new ApiClient(sim).login();
            new ApiClient(sim).login();
            fourth = new ApiClient(sim).login();
            long on = sim.drive().addFolder("/on");
            long off = sim.drive().addFolder("/off");
            file = "fileID=" + sim.drive().addFile("/on/a.mp4", CONTENT);
            for (long folder : new long[] {on, off}) {
                fourth.post("/api/v1/direct-link/enable", Map.of("fileID", folder));
            }
            fourth.post("/api/v1/direct-link/disable", Map.of("fileID", off));
            link = fourth.get("/api/v1/direct-link/url?" + file).at("/data/url").asText();
            long share = fourth.post(
                            "/api/v1/share/create",
                            Map.of(
                                    "shareName",
                                    "s",
                                    "shareExpire",
                                    30,
                                    "fileIDList",
                                    Long.toString(on),
                                    "sharePwd",
                                    "3YqT"))
                    .at("/data/shareID")
                    .asLong();
            fourth.put("/api/v1/share/list/info", Map.of("shareIdList", List.of(share), "trafficSwitch", 3));
            shares = fourth.get("/api/v1/share/list?limit=10").get("data");
            task = fourth.post("/api/v1/file/async/copy", Map.of("fileIds", List.of(on), "targetDirId", off))
                    .at("/data/taskId")
                    .asLong();
        }
        try (Pan123Simulator sim = start()) {
            ApiClient client = new ApiClient(sim);
            client.token(first.token());
            Sample.check("evicted", client.get("/api/v1/user/info"));
            client.token(fourth.token());
            assertThat(client.get("/api/v1/share/list?limit=10").get("data")).isEqualTo(shares);
            String again = client.get("/api/v1/direct-link/url?" + file)
                    .at("/data/url")
                    .asText();
            assertThat(again.substring(again.indexOf("/direct/"))).isEqualTo(link.substring(link.indexOf("/direct/")));
            assertThat(client.download(again).body()).isEqualTo(CONTENT);
            await().until(() -> sim.drive().find("/off/on/a.mp4").isPresent());
            String copy =
                    "fileID=" + sim.drive().find("/off/on/a.mp4").orElseThrow().id();
            assertThat(client.get("/api/v1/direct-link/url?" + copy).get("code").asInt())
                    .as("switched off again")
                    .isEqualTo(1);
            assertThat(client.get("/api/v1/file/async/copy/process?taskId=" + task)
                            .at("/data/status")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void aStateDirectoryHasOneUserAtATime() throws Exception {
        try (Pan123Simulator sim = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(state.toAbsolutePath().toString())
                    .hasMessageContaining("another simulator");
            ApiClient client = new ApiClient(sim).login();
            client.post("/upload/v1/file/mkdir", Map.of("name", "still there", "parentID", 0));
        }
        try (Pan123Simulator sim = start()) {
            assertThat(sim.drive().find("/still there")).isPresent();
        }
    }

    @Test
    void aStartThatFailsLetsGoOfTheStateDirectory() throws Exception {
        Path journal = Files.createDirectories(state.resolve("journal.jsonl"));
        assertThatThrownBy(this::start).isInstanceOf(IOException.class);
        Files.delete(journal);
        start().close();
    }

    @Test
    void anotherProcessIsKeptOutToo() throws Exception {
        try (Pan123Simulator sim = start()) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "--state",
                            state.toString())
                    .redirectErrorStream(true)
                    .start();
            try {
                assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("another simulator uses the state directory");
                assertThat(other.waitFor()).isEqualTo(1);
            } finally {
                other.destroyForcibly();
            }
        }
    }
}
