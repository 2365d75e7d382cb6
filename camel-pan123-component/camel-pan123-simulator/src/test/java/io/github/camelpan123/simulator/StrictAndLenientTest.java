package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What strict mode refuses, and what of it lenient mode takes because clients rely on it (platform/calls.md, "Leniency"). */
class StrictAndLenientTest {
    @RegisterExtension
    static final Pan123SimulatorExtension STRICT =
            Pan123SimulatorExtension.of(Pan123Simulator.builder().limits(false));

    @RegisterExtension
    static final Pan123SimulatorExtension LENIENT =
            Pan123SimulatorExtension.of(Pan123Simulator.builder().limits(false).mode(Mode.LENIENT));

    private static int code(JsonNode answer) {
        return answer.get("code").asInt();
    }

    private static int strict(String path, Object body) {
        return code(new ApiClient(STRICT.simulator()).login().post(path, body));
    }

    private static int lenient(String path, Object body) {
        return code(new ApiClient(LENIENT.simulator()).login().post(path, body));
    }

    private static Map<String, Object> create(String parentKey, Object parent) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(parentKey, parent);
        body.put("filename", "f" + System.nanoTime());
        body.put("etag", "0".repeat(32));
        body.put("size", 5);
        return body;
    }

    @Test
    void spelling() {
        assertThat(strict("/upload/v2/file/create", create("parentFileID", 0))).isZero();
        assertThat(strict("/upload/v2/file/create", create("parentFileId", 0))).isEqualTo(1);
        assertThat(lenient("/upload/v2/file/create", create("parentFileId", 0))).isZero();
        Map<String, Object> camel = create("parentFileID", 0);
        camel.put("fileName", camel.remove("filename"));
        assertThat(strict("/upload/v2/file/create", camel)).isEqualTo(1);
        assertThat(lenient("/upload/v2/file/create", camel)).isZero();
        Map<String, Object> extra = create("parentFileID", 0);
        extra.put("type", 1);
        assertThat(strict("/upload/v2/file/create", extra)).isEqualTo(1);
        assertThat(lenient("/upload/v2/file/create", extra)).isZero();
        long file = LENIENT.simulator().drive().addFile("/x", new byte[1]);
        assertThat(lenient("/api/v1/file/trash", Map.of("fileIds", List.of(file))))
                .isZero();
        Pan123Simulator sim = LENIENT.simulator();
        assertThat(lenient(
                        "/api/v1/access_token", Map.of("clientId", sim.clientId(), "clientSecret", sim.clientSecret())))
                .isZero();
    }

    @Test
    void types() {
        assertThat(strict("/upload/v1/file/mkdir", Map.of("name", "s", "parentID", "0")))
                .isEqualTo(1);
        assertThat(lenient("/upload/v1/file/mkdir", Map.of("name", "s", "parentID", "0")))
                .isZero();
        Map<String, Object> body = create("parentFileID", 0);
        body.put("duplicate", "2");
        assertThat(strict("/upload/v2/file/create", body)).isEqualTo(1);
        assertThat(lenient("/upload/v2/file/create", body)).isZero();
        assertThat(strict("/upload/v2/file/create", create("parentFileID", 0.5)))
                .isEqualTo(1);
        assertThat(strict("/upload/v2/file/create", "[1")).isEqualTo(1);
    }

    @Test
    void missingAndForbidden() {
        assertThat(strict("/upload/v1/file/mkdir", Map.of("name", "s"))).isEqualTo(1);
        for (String name : List.of("a/b", "a:b", "a|b", "a?b", "   ", "", "x".repeat(256))) {
            assertThat(strict("/upload/v1/file/mkdir", Map.of("name", name, "parentID", 0)))
                    .as(name)
                    .isEqualTo(1);
            assertThat(lenient("/upload/v1/file/mkdir", Map.of("name", name, "parentID", 0)))
                    .as(name)
                    .isEqualTo(1);
        }
        assertThat(strict("/upload/v1/file/mkdir", Map.of("name", "y".repeat(255), "parentID", 0)))
                .isZero();
        assertThat(strict("/upload/v1/file/mkdir", Map.of("name", "全：角", "parentID", 0)))
                .isZero();
        assertThat(strict("/upload/v1/file/mkdir", Map.of("name", "s", "parentID", 99)))
                .isEqualTo(1);
    }

    @Test
    void batches() {
        List<Long> ids = LongStream.range(0, 101).boxed().toList();
        for (String path : List.of("trash", "delete", "recover")) {
            assertThat(strict("/api/v1/file/" + path, Map.of("fileIDs", ids)))
                    .as(path)
                    .isEqualTo(1);
        }
        assertThat(strict("/api/v1/file/move", Map.of("fileIDs", ids, "toParentFileID", 0)))
                .isEqualTo(1);
        List<String> names = ids.subList(0, 31).stream().map(id -> id + "|n").toList();
        assertThat(strict("/api/v1/file/rename", Map.of("renameList", names))).isEqualTo(1);
        assertThat(strict("/api/v1/file/rename", Map.of("renameList", names.subList(0, 30))))
                .isZero();
        assertThat(code(new ApiClient(STRICT.simulator()).login().get("/api/v2/file/list?parentFileId=0&limit=101")))
                .isEqualTo(1);
    }

    @Test
    void headers() {
        for (Pan123Simulator sim : List.of(STRICT.simulator(), LENIENT.simulator())) {
            ApiClient client = new ApiClient(sim).login();
            HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create(sim.baseUrl() + "/api/v1/user/info"));
            JsonNode noPlatform = client.json(bare.copy().header("Authorization", "Bearer " + client.token()));
            assertThat(code(noPlatform)).isEqualTo(1);
            HttpRequest.Builder lower = bare.copy().header("platform", "open_platform");
            assertThat(code(client.json(lower.copy().header("authorization", "Bearer " + client.token()))))
                    .isZero();
            Sample.check("bad_token", client.json(lower.copy().header("Authorization", "")));
            Sample.check("bad_token", client.json(lower.copy()));
            Sample.check("bad_token", client.json(lower.copy().header("Authorization", client.token())));
        }
        ApiClient client = new ApiClient(STRICT.simulator()).login();
        String url = STRICT.simulator().baseUrl() + "/api/v1/transcode/folder/info";
        assertThat(code(client.json(client.request(url).POST(BodyPublishers.noBody()))))
                .isEqualTo(1);
        ApiClient loose = new ApiClient(LENIENT.simulator()).login();
        url = LENIENT.simulator().baseUrl() + "/api/v1/transcode/folder/info";
        assertThat(code(loose.json(loose.request(url).POST(BodyPublishers.noBody()))))
                .isZero();
    }

    @Test
    void queries() {
        String query = "/api/v2/file/list?parentFileId=0&limit=10&searchData=&searchMode=&trashed=false&lastFileId=0";
        assertThat(code(new ApiClient(STRICT.simulator()).login().get(query))).isEqualTo(1);
        assertThat(code(new ApiClient(LENIENT.simulator()).login().get(query))).isZero();
    }

    @Test
    void formBodiesAndMultipartBooleans() {
        Pan123Simulator sim = LENIENT.simulator();
        String login = "clientID=" + sim.clientId() + "&clientSecret=" + sim.clientSecret();
        assertThat(lenient("/api/v1/access_token", login)).isZero();
        assertThat(strict("/api/v1/access_token", login)).isEqualTo(1);
        for (Pan123Simulator each : List.of(sim, STRICT.simulator())) {
            Map<String, Object> form = create("parentFileID", 0);
            form.put("containDir", "False");
            form.put("etag", "0cc175b9c0f1b6a831c399e269772661");
            form.put("size", 1);
            form.put("file", "a".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String url = each.sliceServerUrls().get(0) + "/upload/v2/file/single/create";
            assertThat(code(new ApiClient(each).login().form(url, form))).isEqualTo(each == sim ? 0 : 1);
        }
    }

    @Test
    void unknownPathsAreTheGatewaysBusiness() {
        ApiClient client = new ApiClient(STRICT.simulator()).login();
        String base = STRICT.simulator().baseUrl();
        assertThat(client.raw(client.request(base + "/api/v1/file/info").GET()).statusCode())
                .isEqualTo(404);
        assertThat(client.raw(client.request(base + "/upload/v2/file/slice").POST(BodyPublishers.noBody()))
                        .statusCode())
                .as("slices go to the upload hosts")
                .isEqualTo(404);
    }
}
