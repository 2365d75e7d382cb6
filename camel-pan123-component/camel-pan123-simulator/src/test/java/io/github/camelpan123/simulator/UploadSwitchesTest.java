package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the switches of uploads and limits change, over HTTP. */
class UploadSwitchesTest {
    private static final int SLICE = 1000;

    private static byte[] content() {
        byte[] bytes = new byte[2 * SLICE];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static Map<String, Object> create(byte[] content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("parentFileID", 0);
        body.put("filename", "a.bin");
        body.put("etag", ApiClient.md5(content));
        body.put("size", content.length);
        return body;
    }

    @Test
    void notYetCanBeSaidByCompletedFalse() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(2 * SLICE)
                .notYetByCode(false)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = content();
            JsonNode session =
                    client.post("/upload/v2/file/create", create(content)).get("data");
            String id = session.get("preuploadID").asText();
            client.slice(session.at("/servers/0").asText(), id, 1, content);
            Map<String, String> end = Map.of("preuploadID", id);
            Sample.check("v2_complete_false", client.post("/upload/v2/file/upload_complete", end));
            Sample.check("v2_complete", client.post("/upload/v2/file/upload_complete", end));
        }
    }

    @Test
    void droppedContentIsStillVerifiedSliceBySlice() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .keepContent(false)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = content();
            JsonNode session =
                    client.post("/upload/v2/file/create", create(content)).get("data");
            JsonNode wrong = client.slice(
                    session.at("/servers/0").asText(),
                    session.get("preuploadID").asText(),
                    1,
                    new byte[SLICE],
                    "0".repeat(32));
            assertThat(wrong.get("code").asInt()).isEqualTo(1);
            assertThat(client.upload(0, "b.bin", content).at("/data/completed").asBoolean())
                    .isTrue();
            assertThat(sim.figures().uploadedBytes()).isEqualTo(content.length);
        }
    }

    @Test
    void aTokenBucketRefillsCallByCall() throws Exception {
        TokensAndLimitsTest.HandClock clock = new TokensAndLimitsTest.HandClock();
        try (Pan123Simulator sim =
                Pan123Simulator.builder().clock(clock).tokenBucket(true).start()) {
            ApiClient client = new ApiClient(sim).login();
            String path = "/upload/v2/file/domain";
            sim.limits().set(path, 2);
            assertThat(client.get(path).get("code").asInt()).isZero();
            assertThat(client.get(path).get("code").asInt()).isZero();
            Sample.check("too_frequent", client.get(path));
            clock.move(Duration.ofMillis(500));
            assertThat(client.get(path).get("code").asInt()).isZero();
            Sample.check("too_frequent", client.get(path));
        }
    }
}
