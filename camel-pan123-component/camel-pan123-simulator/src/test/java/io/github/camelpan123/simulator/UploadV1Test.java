package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upload V1 over presigned addresses, beyond the straight way. */
class UploadV1Test {
    private static final int SLICE = 1000;
    private static final int POLLS = 3;

    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(
            Pan123Simulator.builder().limits(false).sliceSize(SLICE).mergePolls(POLLS));

    private ApiClient client() {
        return new ApiClient(extension.simulator()).login();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String open(ApiClient client, Map<String, Object> create) {
        return client.post("/upload/v1/file/create", create)
                .at("/data/preuploadID")
                .asText();
    }

    private static URI address(ApiClient client, String id, int number) {
        return URI.create(client.post("/upload/v1/file/get_upload_url", Map.of("preuploadID", id, "sliceNo", number))
                .at("/data/presignedURL")
                .asText());
    }

    private static int put(ApiClient client, String id, int number, byte[] slice) {
        return client.raw(HttpRequest.newBuilder(address(client, id, number)).PUT(BodyPublishers.ofByteArray(slice)))
                .statusCode();
    }

    private static JsonNode ask(ApiClient client, String call, String id) {
        return client.post("/upload/v1/file/" + call, Map.of("preuploadID", id));
    }

    /** As storage of that kind does: a put replaces the part before it whole, or not at all. */
    @Test
    void aSliceStaysWhenItsRepetitionIsCutTooShortOrTooLong() throws Exception {
        ApiClient client = client();
        byte[] content = bytes(SLICE + 500);
        byte[] first = Arrays.copyOf(content, SLICE);
        String id = open(client, ApiClient.create(0, "a", content));
        assertThat(put(client, id, 1, first)).isEqualTo(200);
        assertThat(put(client, id, 2, Arrays.copyOfRange(content, SLICE, SLICE + 500)))
                .isEqualTo(200);

        assertThat(put(client, id, 1, new byte[SLICE - 1])).isEqualTo(400);
        assertThat(put(client, id, 1, new byte[SLICE + 1])).isEqualTo(400);
        cut(address(client, id, 1));
        JsonNode parts = ask(client, "list_upload_parts", id).at("/data/parts");
        assertThat(parts.findValuesAsText("partNumber")).containsExactly("1", "2");
        assertThat(parts.findValuesAsText("etag"))
                .containsExactly(ApiClient.md5(first), ApiClient.md5(Arrays.copyOfRange(content, SLICE, SLICE + 500)));
        assertThat(ask(client, "upload_complete", id).get("code").asInt()).isZero();
        for (int i = 0; i < POLLS; i++) {
            ask(client, "upload_async_result", id);
        }
        assertThat(extension.simulator().drive().content("/a")).isEqualTo(content);
    }

    /** Announces a slice, sends zeros in place of its first half, and ends the connection. */
    private static void cut(URI address) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("PUT " + address.getRawPath() + "?" + address.getRawQuery()
                                    + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + SLICE + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[SLICE / 2]);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).as("no answer").isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "Platform", "platform"})
    void aPutWithAHeaderOfTheApiIsRefused(String header) {
        ApiClient client = client();
        byte[] content = bytes(SLICE + 1);
        String id = open(client, ApiClient.create(0, "h", content));
        HttpRequest.Builder put = HttpRequest.newBuilder(address(client, id, 1))
                .PUT(BodyPublishers.ofByteArray(Arrays.copyOf(content, SLICE)));
        assertThat(client.raw(put.copy().header(header, "open_platform")).statusCode())
                .isEqualTo(400);
        assertThat(ask(client, "list_upload_parts", id).at("/data/parts")).isEmpty();
        assertThat(client.raw(put).statusCode()).isEqualTo(200);
        assertThat(extension.simulator().figures().apiHeadersAtStorage()).isOne();
    }

    @Test
    void aPutThatReplacesAnotherCounts() {
        ApiClient client = client();
        byte[] content = bytes(SLICE + 1);
        String id = open(client, ApiClient.create(0, "b", content));
        assertThat(put(client, id, 1, new byte[SLICE])).isEqualTo(200);
        assertThat(put(client, id, 2, new byte[] {content[SLICE]})).isEqualTo(200);
        assertThat(put(client, id, 1, Arrays.copyOf(content, SLICE))).isEqualTo(200);
        ask(client, "upload_complete", id);
        for (int i = 0; i < POLLS; i++) {
            ask(client, "upload_async_result", id);
        }
        assertThat(extension.simulator().drive().content("/b")).isEqualTo(content);
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"999,0", "1000,1", "1001,2"})
    void partsAreListedOfFilesFromOneSliceOn(int size, int listed) {
        ApiClient client = client();
        byte[] content = bytes(size);
        String id = open(client, ApiClient.create(0, "p", content));
        assertThat(put(client, id, 1, Arrays.copyOf(content, Math.min(size, SLICE))))
                .isEqualTo(200);
        if (size > SLICE) {
            assertThat(put(client, id, 2, Arrays.copyOfRange(content, SLICE, size)))
                    .isEqualTo(200);
        }
        JsonNode parts = ask(client, "list_upload_parts", id).at("/data/parts");
        assertThat(parts.isArray()).isTrue();
        assertThat(parts).hasSize(listed);
    }

    @Test
    void theEndIsAsynchronousAndAskedForUntilItHasCome() {
        ApiClient client = client();
        byte[] content = bytes(SLICE);
        String id = open(client, ApiClient.create(0, "c", content));
        assertThat(ask(client, "upload_async_result", id).get("code").asInt())
                .as("the end was not begun")
                .isEqualTo(1);
        assertThat(ask(client, "upload_complete", id).get("code").asInt())
                .as("a slice is missing")
                .isEqualTo(1);
        put(client, id, 1, content);
        JsonNode begun = Sample.check("v1_complete", ask(client, "upload_complete", id));
        assertThat(begun.get("async").asBoolean()).isTrue();
        assertThat(begun.get("completed").asBoolean()).isFalse();
        assertThat(begun.get("fileID").asLong()).isZero();
        for (int i = 1; i < POLLS; i++) {
            JsonNode waiting = Sample.check("v1_result", ask(client, "upload_async_result", id));
            assertThat(waiting.get("completed").asBoolean()).as("poll %d", i).isFalse();
            assertThat(waiting.get("fileID").asLong()).isZero();
        }
        for (int i = 0; i < 2; i++) {
            JsonNode done = Sample.check("v1_result", ask(client, "upload_async_result", id));
            assertThat(done.get("completed").asBoolean()).isTrue();
            assertThat(done.get("fileID").asLong())
                    .isEqualTo(extension
                            .simulator()
                            .drive()
                            .find("/c")
                            .orElseThrow()
                            .id());
        }
        JsonNode again = Sample.check("v1_complete", ask(client, "upload_complete", id));
        assertThat(again.get("async").asBoolean()).isFalse();
        assertThat(put(client, id, 1, content)).as("the upload is over").isEqualTo(400);
    }

    @Test
    void contentOtherThanAnnouncedFailsInTheAsynchronousPhase() {
        ApiClient client = client();
        Map<String, Object> create = ApiClient.create(0, "w", bytes(SLICE));
        create.put("etag", "1".repeat(32));
        String id = open(client, create);
        put(client, id, 1, bytes(SLICE));
        Sample.check("v1_complete", ask(client, "upload_complete", id));
        for (int i = 1; i < POLLS; i++) {
            Sample.check("v1_result", ask(client, "upload_async_result", id));
        }
        Sample.check("upload_failed", ask(client, "upload_async_result", id));
        assertThat(extension.simulator().drive().list("/")).isEmpty();
    }

    @Test
    void aKnownContentIsInstant() {
        ApiClient client = client();
        byte[] content = bytes(SLICE);
        extension.simulator().drive().addFile("/known", content);
        JsonNode instant = Sample.check(
                "v1_create_reuse", client.post("/upload/v1/file/create", ApiClient.create(0, "copy", content)));
        assertThat(instant.get("reuse").asBoolean()).isTrue();
        assertThat(instant.get("fileID").asLong())
                .isEqualTo(extension
                        .simulator()
                        .drive()
                        .find("/copy")
                        .orElseThrow()
                        .id());
    }
}
