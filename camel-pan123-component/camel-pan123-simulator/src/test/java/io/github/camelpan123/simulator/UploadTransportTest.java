package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How bytes may come: chunked, with Expect, file first, many at once, and refused without a reset. */
class UploadTransportTest {
    private static final int SLICE = 200_000;

    @RegisterExtension
    static final Pan123SimulatorExtension SIM = Pan123SimulatorExtension.of(
            Pan123Simulator.builder().limits(false).sliceSize(SLICE).sliceServers(3));

    private final ApiClient client = new ApiClient(SIM.simulator()).login();

    private static byte[] bytes(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private JsonNode create(String name, byte[] content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("parentFileID", 0);
        body.put("filename", name);
        body.put("etag", ApiClient.md5(content));
        body.put("size", content.length);
        return client.post("/upload/v2/file/create", body).get("data");
    }

    private static Map<String, Object> slice(JsonNode session, int number, byte[] content) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("slice", content); // before the fields that name it
        parts.put("sliceNo", number);
        parts.put("sliceMD5", ApiClient.md5(content));
        parts.put("preuploadID", session.get("preuploadID").asText());
        return parts;
    }

    private HttpRequest.Builder sliceRequest(JsonNode session) {
        return client.request(session.at("/servers/0").asText() + "/upload/v2/file/slice")
                .header("Content-Type", "multipart/form-data; boundary=" + ApiClient.boundary());
    }

    @Test
    void chunkedWithExpectAndFileFirst() {
        byte[] content = bytes(SLICE, 1);
        JsonNode session = create("chunked", content);
        byte[] body = ApiClient.formBody(slice(session, 1, content));
        JsonNode answer = client.json(sliceRequest(session)
                .expectContinue(true)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(answer.get("code").asInt()).isZero();
        client.complete(session.get("preuploadID").asText());
        assertThat(SIM.simulator().drive().content("/chunked")).isEqualTo(content);
    }

    @Test
    void manySlicesAtOnceOverAllServers() throws Exception {
        byte[] content = bytes(20 * SLICE - 7, 2);
        JsonNode session = create("parallel", content);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            java.util.List<Callable<JsonNode>> tasks = new java.util.ArrayList<>();
            for (int number = 20; number >= 1; number--) {
                int each = number;
                int from = (number - 1) * SLICE;
                byte[] slice = java.util.Arrays.copyOfRange(content, from, Math.min(content.length, from + SLICE));
                tasks.add(() -> client.slice(
                        session.get("servers").get(each % 3).asText(),
                        session.get("preuploadID").asText(),
                        each,
                        slice));
            }
            for (Future<JsonNode> answer : threads.invokeAll(tasks)) {
                assertThat(answer.get().get("code").asInt()).isZero();
            }
        } finally {
            threads.shutdown();
        }
        JsonNode done = client.complete(session.get("preuploadID").asText());
        assertThat(done.at("/data/completed").asBoolean()).isTrue();
        assertThat(SIM.simulator().drive().content("/parallel")).isEqualTo(content);
    }

    @Test
    void aRefusedUploadIsDrainedSoThatTheAnswerArrives() {
        byte[] content = bytes(5_000_000, 3);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(SIM.simulator().sliceServerUrls().get(0) + "/upload/v2/file/slice"))
                .header("Platform", "open_platform")
                .header("Content-Type", "multipart/form-data; boundary=" + ApiClient.boundary())
                .POST(BodyPublishers.ofByteArray(content));
        for (int i = 0; i < 5; i++) {
            Sample.check("bad_token", client.json(request.copy()));
        }
    }

    @Test
    void emptyFilesAreInstant() {
        JsonNode session = create("empty", new byte[0]);
        assertThat(session.get("reuse").asBoolean()).isTrue();
        assertThat(SIM.simulator().drive().content("/empty")).isEmpty();
    }

    @Test
    void containDirMakesFolders() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("parentFileID", 0);
        body.put("filename", "/你好/123/测试.mp4");
        body.put("etag", "d41d8cd98f00b204e9800998ecf8427e");
        body.put("size", 0);
        assertThat(client.post("/upload/v2/file/create", body).get("code").asInt())
                .isEqualTo(1);
        body.put("containDir", true);
        assertThat(client.post("/upload/v2/file/create", body).get("code").asInt())
                .isZero();
        assertThat(SIM.simulator().drive().find("/你好/123/测试.mp4")).isPresent();
    }

    /** Requests on one connection, by hand; without nodelay nearly each answer would take 40 ms, so a quarter of them cannot be fast. */
    @Test
    void smallAnswersDoNotWaitForTheClientsAcknowledgement() throws Exception {
        URI base = URI.create(SIM.simulator().baseUrl());
        String head = "GET /api/v1/user/info HTTP/1.1\r\nHost: x\r\nPlatform: open_platform\r\nAuthorization: Bearer "
                + client.token() + "\r\n\r\n";
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            long[] nanos = new long[301];
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("x-traceID") < 0 || answer.charAt(answer.length() - 1) != '}') {
                    answer.append((char) in.read());
                }
                nanos[i] = System.nanoTime() - start;
            }
            java.util.Arrays.sort(nanos);
            // the quickest quarter, because a busy machine makes many of them slow for its own reasons
            assertThat(Duration.ofNanos(nanos[nanos.length / 4])).isLessThan(Duration.ofMillis(40));
        }
    }
}
