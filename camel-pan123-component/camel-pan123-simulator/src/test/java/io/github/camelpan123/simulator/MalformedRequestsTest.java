package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that came whole is answered with HTTP 200 and an envelope, however wrong it is. */
class MalformedRequestsTest {
    @RegisterExtension
    static final Pan123SimulatorExtension STRICT =
            Pan123SimulatorExtension.of(Pan123Simulator.builder().limits(false));

    @RegisterExtension
    static final Pan123SimulatorExtension LENIENT =
            Pan123SimulatorExtension.of(Pan123Simulator.builder().limits(false).mode(Mode.LENIENT));

    private static Pan123Simulator simulator(Mode mode) {
        return (mode == Mode.STRICT ? STRICT : LENIENT).simulator();
    }

    private static int code(JsonNode answer) {
        assertThat(answer.has("data")).isTrue();
        assertThat(answer.get("message").asText()).isNotEmpty();
        return answer.get("code").asInt();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFormWithoutItsLastBoundary(Mode mode) {
        Pan123Simulator sim = simulator(mode);
        ApiClient client = new ApiClient(sim).login();
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        Map<String, Object> parts = ApiClient.create(0, "cut", content);
        parts.put("file", content);
        byte[] whole = ApiClient.formBody(parts);
        for (String path : List.of("/upload/v2/file/slice", "/upload/v2/file/single/create")) {
            for (int length : new int[] {0, 1, 40, whole.length / 2, whole.length - 6}) {
                JsonNode answer =
                        client.json(client.request(sim.sliceServerUrls().get(0) + path)
                                .header("Content-Type", "multipart/form-data; boundary=" + ApiClient.boundary())
                                .POST(BodyPublishers.ofByteArray(Arrays.copyOf(whole, length))));
                assertThat(code(answer)).as("%s, %d bytes", path, length).isEqualTo(1);
            }
        }
        assertThat(sim.drive().find("/cut")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void newNamesOfWhatCannotBeAnId(Mode mode) {
        ApiClient client = new ApiClient(simulator(mode)).login();
        for (String line : List.of("99999999999999999999|x", "-1|x", "|x", "x", "1", "1x|y", "")) {
            JsonNode answer = client.post("/api/v1/file/rename", Map.of("renameList", List.of(line)));
            assertThat(code(answer)).as(line).isEqualTo(1);
        }
        JsonNode largest = client.post("/api/v1/file/rename", Map.of("renameList", List.of(Long.MAX_VALUE + "|x")));
        assertThat(largest.at("/data/failList/0/fileID").asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 92_233_720_368_547_760L, Long.MAX_VALUE})
    void aPageFarBehindTheLast(long page) {
        ApiClient client = new ApiClient(STRICT.simulator()).login();
        STRICT.simulator().drive().addFile("/one", new byte[1]);
        JsonNode answer = client.get(
                "/api/v1/file/list?parentFileId=0&limit=100&orderBy=file_id&orderDirection=asc&page=" + page);
        assertThat(code(answer)).isZero();
        assertThat(answer.at("/data/fileList").isArray()).isTrue();
        assertThat(answer.at("/data/fileList")).isEmpty();
        assertThat(answer.at("/data/total").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"x\"", "true", "null", "[]", "[1]", "{\"a\":1}"})
    void aCallWithoutParametersTakesNoneOrAnEmptyObject(String body) {
        String path = "/api/v1/transcode/folder/info";
        assertThat(code(new ApiClient(STRICT.simulator()).login().post(path, body)))
                .isEqualTo(1);
        assertThat(code(new ApiClient(LENIENT.simulator()).login().post(path, body)))
                .isZero();
        assertThat(code(new ApiClient(STRICT.simulator()).login().post(path, "{}")))
                .isZero();
    }

    @Test
    void aQueryBesideABody() {
        Map<String, Object> mkdir = Map.of("name", "beside", "parentID", 0);
        assertThat(code(new ApiClient(STRICT.simulator()).login().post("/upload/v1/file/mkdir?parentid=3", mkdir)))
                .isEqualTo(1);
        assertThat(code(new ApiClient(LENIENT.simulator()).login().post("/upload/v1/file/mkdir?parentid=3", mkdir)))
                .isZero();
        for (Mode mode : Mode.values()) {
            Pan123Simulator sim = simulator(mode);
            byte[] content = {1};
            Map<String, Object> form = ApiClient.create(0, "beside.bin", content);
            form.put("file", content);
            JsonNode answer = new ApiClient(sim)
                    .login()
                    .form(sim.sliceServerUrls().get(0) + "/upload/v2/file/single/create?Duplicate=1", form);
            assertThat(code(answer)).isEqualTo(mode == Mode.STRICT ? 1 : 0);
        }
    }

    @Test
    void contentTypesThatAreNotJson() {
        Pan123Simulator sim = STRICT.simulator();
        ApiClient client = new ApiClient(sim).login();
        for (String type : List.of("application/jsonx", "application/json-patch", "text/json", "text/plain")) {
            assertThat(code(mkdir(client, sim, "not JSON", type))).as(type).isEqualTo(1);
        }
        for (String type : List.of("application/json; charset=utf-8", "application/json ;x=y", "APPLICATION/JSON")) {
            assertThat(code(mkdir(client, sim, "as " + type.length(), type)))
                    .as(type)
                    .isZero();
        }
        assertThat(code(mkdir(new ApiClient(LENIENT.simulator()).login(), LENIENT.simulator(), "any", "text/plain")))
                .isZero();
    }

    private static JsonNode mkdir(ApiClient client, Pan123Simulator sim, String name, String type) {
        return client.json(client.request(sim.baseUrl() + "/upload/v1/file/mkdir")
                .header("Content-Type", type)
                .POST(ApiClient.publisher(Map.of("name", name, "parentID", 0))));
    }
}
