package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault is played by everything that the storage host serves, or refused when it is asked for. */
class StorageFaultsTest {
    private static final byte[] CONTENT = content();

    /** A clock that stands still, because a playlist holds addresses that tell when they end. */
    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(Pan123Simulator.builder()
            .clock(new TokensAndLimitsTest.HandClock())
            .limits(false)
            .sliceSize(1000)
            .mergePolls(0)
            .zipPolls(0));

    private Pan123Simulator sim;
    private ApiClient client;

    private static byte[] content() {
        byte[] content = new byte[1500];
        new Random(3).nextBytes(content);
        return content;
    }

    @BeforeEach
    void login() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
    }

    /** What can be downloaded, by the path that faults and figures know it by. */
    private enum Kind {
        DOWNLOAD("/download"),
        DIRECT("/direct"),
        HLS("/hls"),
        PLAY("/play"),
        ARCHIVE("/a");

        private final String path;

        Kind(String path) {
            this.path = path;
        }
    }

    private String url(Kind kind) {
        if (kind == Kind.DOWNLOAD) {
            long file = sim.drive().addFile("/d", CONTENT);
            return client.get("/api/v1/file/download_info?fileId=" + file)
                    .at("/data/downloadUrl")
                    .asText();
        }
        if (kind == Kind.DIRECT) {
            long file = sim.drive().addFile("/on/d", CONTENT);
            client.post(
                    "/api/v1/direct-link/enable", Map.of("fileID", sim.drive().addFolder("/on")));
            return client.get("/api/v1/direct-link/url?fileID=" + file)
                    .at("/data/url")
                    .asText();
        }
        long video = sim.drive().addFinishedTranscode("v.mp4", CONTENT, "720p");
        return switch (kind) {
            case HLS ->
                client.post(
                                "/api/v1/transcode/m3u8_ts/download",
                                Map.of("fileId", video, "resolution", "720P", "type", 2, "tsName", "000"))
                        .at("/data/downloadUrl")
                        .asText();
            case PLAY ->
                client.post("/api/v1/transcode/video/record", Map.of("fileId", video))
                        .at("/data/UserTranscodeVideoRecordList/0/link")
                        .asText();
            default -> archive(video);
        };
    }

    private String archive(long video) {
        return client.post("/api/v1/transcode/file/download/all", Map.of("fileId", video, "zipName", "v.mp4"))
                .at("/data/downloadUrl")
                .asText();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyDownloadIsStruck(Kind kind) throws Exception {
        String url = url(kind);
        byte[] whole = client.download(url).body();
        assertThat(whole.length).isGreaterThan(100);
        await().untilAsserted(() -> assertThat(sim.figures().downloadedBytes()).isEqualTo(whole.length));

        sim.faults().on(kind.path).cutAfter().on(kind.path).truncate();
        for (int i = 1; i <= 2; i++) {
            assertThat(half(url, whole.length)).isEqualTo(Arrays.copyOf(whole, whole.length / 2));
            long sent = whole.length + i * (whole.length / 2L);
            await().untilAsserted(
                            () -> assertThat(sim.figures().downloadedBytes()).isEqualTo(sent));
        }

        sim.faults().on(kind.path).garbage("<html>not this</html>");
        assertThat(client.download(url).body()).asString(StandardCharsets.UTF_8).isEqualTo("<html>not this</html>");
        sim.faults().on(kind.path).answerAfter(1010, "forbidden").on(kind.path).answer(1010, "forbidden");
        for (int i = 0; i < 2; i++) {
            JsonNode answer = ApiClient.JSON.readTree(client.download(url).body());
            assertThat(answer.get("code").asInt()).isEqualTo(1010);
        }
        for (int status : new int[] {429, 503}) {
            sim.faults().on(kind.path).http(status);
            assertThat(client.download(url).statusCode()).isEqualTo(status);
        }
        sim.faults().on(kind.path).cutBefore();
        assertThat(firstByte(URI.create(url))).as("no answer").isEqualTo(-1);
        sim.faults().on(kind.path).delay(Duration.ofMillis(80));
        long start = System.nanoTime();
        assertThat(client.download(url).body()).isEqualTo(whole);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        assertThat(sim.figures().faults(kind.path)).isEqualTo(9);
    }

    /** By hand, because Java's clients ask again when a GET is not answered. */
    private static int firstByte(URI url) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        }
    }

    /** What arrives before the connection ends too early. */
    private static byte[] half(String url, int announced) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        assertThat(connection.getContentLength()).isEqualTo(announced);
        try (InputStream in = connection.getInputStream()) {
            byte[] half = in.readNBytes(announced / 2);
            EarlyEnd.requireAt(in);
            return half;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyDownloadCanBeHadInRanges(Kind kind) {
        String url = url(kind);
        byte[] whole = client.download(url).body();
        for (int round = 0; round < 2; round++) {
            HttpResponse<byte[]> part = client.download(url, "Range", "bytes=10-59");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 60));
            assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 10-59/" + whole.length);
        }
        HttpResponse<byte[]> head =
                client.raw(HttpRequest.newBuilder(URI.create(url)).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.headers().firstValue("Content-Length")).hasValue(Integer.toString(whole.length));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "bytes=--5", "bytes=+1-5", "bytes=a-b", "bytes=-", "bytes=1", "items=0-5"})
    void aRangeThatIsNoneIsIgnored(String range) {
        HttpResponse<byte[]> answer = client.download(url(Kind.DOWNLOAD), "Range", range);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1500-", "bytes=1500-1600", "bytes=-0"})
    void aRangeBehindTheEndIsRefused(String range) {
        HttpResponse<byte[]> answer = client.download(url(Kind.DOWNLOAD), "Range", range);
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */1500");
    }

    @Test
    void theArchiveOfADeletedVideoIsGone() {
        long video = sim.drive().addFinishedTranscode("v.mp4", CONTENT, "720p");
        String url = archive(video);
        assertThat(client.download(url).statusCode()).isEqualTo(200);
        client.post("/api/v1/transcode/delete", Map.of("fileId", video, "businessType", 2, "trashed", 2));
        assertThat(client.download(url).statusCode()).isEqualTo(404);
        await().untilAsserted(() -> assertThat(sim.figures().requests("/a"))
                .extracting(request -> request.status())
                .containsExactlyInAnyOrder(200, 404));
        assertThat(sim.figures().failed("/a")).isEqualTo(1);
    }

    @Test
    void everyPutIsStruck() {
        String id = client.post("/upload/v1/file/create", ApiClient.create(0, "put", CONTENT))
                .at("/data/preuploadID")
                .asText();
        byte[] first = Arrays.copyOf(CONTENT, 1000);

        sim.faults().on("/put").lose();
        assertThat(put(id, 1, first).statusCode()).isEqualTo(200);
        assertThat(parts(id)).as("it never landed").isEmpty();
        sim.faults().on("/put").cutBefore();
        assertThatThrownBy(() -> put(id, 1, first)).isInstanceOf(UncheckedIOException.class);
        sim.faults().on("/put").http(503);
        assertThat(put(id, 1, first).statusCode()).isEqualTo(503);
        sim.faults().on("/put").answer(1, "no");
        assertThat(put(id, 1, first).body()).asString(StandardCharsets.UTF_8).contains("\"code\":1,");
        assertThat(parts(id)).isEmpty();

        sim.faults().on("/put").cutAfter().on("/put").truncate();
        assertThatThrownBy(() -> put(id, 1, first)).isInstanceOf(UncheckedIOException.class);
        assertThat(parts(id)).as("it landed all the same").hasSize(1);
        assertThatThrownBy(() -> put(id, 2, Arrays.copyOfRange(CONTENT, 1000, 1500)))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(parts(id)).hasSize(2);
        sim.faults().on("/put").garbage("<html>").on("/put").answerAfter(1, "no");
        assertThat(put(id, 1, first).body()).asString(StandardCharsets.UTF_8).isEqualTo("<html>");
        assertThat(put(id, 1, first).body()).asString(StandardCharsets.UTF_8).contains("\"code\":1,");
        assertThat(sim.figures().duplicateWrites("/put")).isEqualTo(2);
        assertThat(sim.figures().faults("/put")).isEqualTo(8);
        client.post("/upload/v1/file/upload_complete", Map.of("preuploadID", id));
        assertThat(sim.drive().content("/put")).isEqualTo(CONTENT);
    }

    private HttpResponse<byte[]> put(String id, int number, byte[] slice) {
        String url = client.post("/upload/v1/file/get_upload_url", Map.of("preuploadID", id, "sliceNo", number))
                .at("/data/presignedURL")
                .asText();
        return client.raw(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(slice)));
    }

    private JsonNode parts(String id) {
        return client.post("/upload/v1/file/list_upload_parts", Map.of("preuploadID", id))
                .at("/data/parts");
    }

    @Test
    void whatCannotBePlayedIsRefusedWhenItIsAskedFor() {
        for (Kind kind : Kind.values()) {
            FaultRule rule = sim.faults().on(kind.path);
            assertThatThrownBy(rule::lose)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(kind.path);
            assertThatThrownBy(rule::evict).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> sim.faults().on("/put").evict()).isInstanceOf(IllegalArgumentException.class);
        for (String typo : new String[] {"/typo", "/api/v1/user/infos", "download", "/download/", ""}) {
            assertThatThrownBy(() -> sim.faults().on(typo))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no such path: " + typo + ";")
                    .hasMessageContaining("/download")
                    .hasMessageContaining("/upload/v2/file/slice")
                    .hasMessageContaining("/api/v1/user/info");
        }
        FaultRule rule = sim.faults().on("/api/v1/user/info");
        assertThatThrownBy(() -> rule.times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.after(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.probability(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.probability(-0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.probability(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(client.get("/api/v1/user/info").get("code").asInt()).isZero();
    }
}
