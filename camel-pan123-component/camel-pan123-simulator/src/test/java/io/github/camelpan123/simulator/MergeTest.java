package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * So many answers "not yet", then the outcome, be it good or bad, and the same outcome ever after
 * (platform/calls.md, "Complete an upload").
 */
class MergeTest {
    private static final int SLICE = 1000;

    private static byte[] content() {
        byte[] content = new byte[SLICE + 1];
        new Random(5).nextBytes(content);
        return content;
    }

    @ParameterizedTest(name = "{0} polls, told by a code: {1}, the content is right: {2}")
    @CsvSource({
        "0,true,true",
        "0,true,false",
        "1,true,false",
        "4,true,true",
        "4,true,false",
        "4,false,true",
        "4,false,false"
    })
    void theOutcomeComesAfterTheSetNumberOfPolls(int polls, boolean byCode, boolean right) throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .mergePolls(polls)
                .notYetByCode(byCode)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = content();
            Map<String, Object> create = ApiClient.create(0, "m", content);
            if (!right) {
                create.put("etag", "1".repeat(32));
            }
            JsonNode session = client.post("/upload/v2/file/create", create).get("data");
            String id = session.get("preuploadID").asText();
            String server = session.at("/servers/0").asText();
            client.slice(server, id, 2, Arrays.copyOfRange(content, SLICE, SLICE + 1));
            client.slice(server, id, 1, Arrays.copyOf(content, SLICE));
            String path = "/upload/v2/file/upload_complete";
            Map<String, String> end = Map.of("preuploadID", id);
            for (int i = 0; i < polls; i++) {
                Sample.check(byCode ? "v2_complete_not_yet" : "v2_complete_false", client.post(path, end));
            }
            for (int i = 0; i < 2; i++) {
                JsonNode outcome = Sample.check(right ? "v2_complete" : "upload_failed", client.post(path, end));
                if (right) {
                    assertThat(outcome.get("completed").asBoolean()).isTrue();
                    assertThat(outcome.get("fileID").asLong())
                            .isEqualTo(sim.drive().find("/m").orElseThrow().id());
                }
            }
            assertThat(sim.drive().list("/")).hasSize(right ? 1 : 0);
            assertThat(client.slice(server, id, 1, Arrays.copyOf(content, SLICE))
                            .get("code")
                            .asInt())
                    .as("the upload is over")
                    .isEqualTo(1);
        }
    }
}
