package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.drive.Entry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where uploads land, with bytes that really come: paths, names that are taken, the transcode folder, other accounts. */
class UploadPlacesTest {
    private static final int SLICE = 1000;

    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(Pan123Simulator.builder()
            .limits(false)
            .sliceSize(SLICE)
            .mergePolls(0)
            .resolutionPolls(0)
            .client("one", "s")
            .client("two", "s"));

    private Pan123Simulator sim;
    private ApiClient client;
    private int seed;

    @BeforeEach
    void login() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[SLICE + 234];
        new Random(++seed).nextBytes(bytes);
        return bytes;
    }

    private String open(int version, Map<String, Object> create) {
        JsonNode answer = client.post("/upload/v" + version + "/file/create", create);
        assertThat(answer.get("code").asInt()).as(answer.toString()).isZero();
        assertThat(answer.at("/data/reuse").asBoolean()).isFalse();
        return answer.at("/data/preuploadID").asText();
    }

    private JsonNode finish(int version, String id, byte[] content) {
        for (int number = 1, from = 0; from < content.length; number++, from += SLICE) {
            byte[] slice = Arrays.copyOfRange(content, from, Math.min(content.length, from + SLICE));
            if (version == 2) {
                client.slice(sim.sliceServerUrls().get(0), id, number, slice);
            } else {
                String url = client.post("/upload/v1/file/get_upload_url", Map.of("preuploadID", id, "sliceNo", number))
                        .at("/data/presignedURL")
                        .asText();
                client.raw(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(slice)));
            }
        }
        return client.post("/upload/v" + version + "/file/upload_complete", Map.of("preuploadID", id));
    }

    private List<String> names(String folder) {
        return sim.drive().list(folder).stream().map(Entry::name).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void slicesOfAPathLandInItsFolders(int version) {
        byte[] content = bytes();
        Map<String, Object> create = ApiClient.create(0, "/你好/123/测试文件.mp4", content);
        create.put("containDir", true);
        JsonNode done = finish(version, open(version, create), content);
        assertThat(done.at("/data/fileID").asLong())
                .isEqualTo(sim.drive().find("/你好/123/测试文件.mp4").orElseThrow().id());
        assertThat(sim.drive().content("/你好/123/测试文件.mp4")).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTakenNameIsRefusedNumberedOrReplaced(int version) {
        byte[] old = bytes();
        long first = sim.drive().addFile("/d.txt", old);
        Map<String, Object> refused = ApiClient.create(0, "d.txt", bytes());
        for (Object duplicate : new Object[] {null, 0, 3, -1}) {
            refused.remove("duplicate");
            if (duplicate != null) {
                refused.put("duplicate", duplicate);
            }
            assertThat(client.post("/upload/v" + version + "/file/create", refused)
                            .get("code")
                            .asInt())
                    .as("duplicate %s", duplicate)
                    .isEqualTo(1);
        }
        byte[] both = bytes();
        Map<String, Object> create = ApiClient.create(0, "d.txt", both);
        create.put("duplicate", 1);
        finish(version, open(version, create), both);
        assertThat(sim.drive().content("/d.txt")).isEqualTo(old);
        assertThat(sim.drive().content("/d(1).txt")).isEqualTo(both);

        byte[] replacing = bytes();
        create = ApiClient.create(0, "d.txt", replacing);
        create.put("duplicate", 2);
        long second = finish(version, open(version, create), replacing)
                .at("/data/fileID")
                .asLong();
        assertThat(second).isNotEqualTo(first);
        assertThat(sim.drive().content("/d.txt")).isEqualTo(replacing);
        assertThat(sim.drive().get(first)).isEmpty();
        assertThat(names("/")).containsExactlyInAnyOrder("d.txt", "d(1).txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aNameThatIsTakenWhileSlicesComeCountsAtTheEnd(int version) {
        byte[] late = bytes();
        String refused = open(version, ApiClient.create(0, "r", late));
        Map<String, Object> create = ApiClient.create(0, "n", late);
        create.put("duplicate", 1);
        String numbered = open(version, create);
        create = ApiClient.create(0, "o", late);
        create.put("duplicate", 2);
        String replacing = open(version, create);
        byte[] early = bytes();
        for (String name : List.of("/r", "/n", "/o")) {
            sim.drive().addFile(name, early);
        }
        assertThat(finish(version, refused, late).get("message").asText()).contains("重复");
        assertThat(sim.drive().content("/r")).isEqualTo(early);
        assertThat(finish(version, numbered, late).get("code").asInt()).isZero();
        assertThat(sim.drive().content("/n")).isEqualTo(early);
        assertThat(sim.drive().content("/n(1)")).isEqualTo(late);
        assertThat(finish(version, replacing, late).get("code").asInt()).isZero();
        assertThat(sim.drive().content("/o")).isEqualTo(late);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/upload/v1/file/create", "/upload/v2/file/create", "/upload/v2/file/single/create"})
    void aRefusedUploadMakesNoFolders(String path) {
        byte[] content = {1, 2, 3};
        boolean single = path.contains("single");
        Map<String, Map<String, Object>> wrong = Map.of(
                "etag", Map.of("etag", "x"),
                "size", Map.of("size", 11L << 30),
                "negative size", Map.of("size", -1),
                "duplicate", Map.of("duplicate", 7),
                "folder name", Map.of("filename", "/a/b?/c.txt"),
                "file name", Map.of("filename", "/a/b/c?.txt"),
                "no name", Map.of("filename", "/a/b/"),
                "unknown parent", Map.of("parentFileID", 99));
        wrong.forEach((what, changes) -> {
            Map<String, Object> create = ApiClient.create(0, "/a/b/c.txt", content);
            create.put("containDir", true);
            create.putAll(changes);
            if (single) {
                create.put("file", content);
            }
            JsonNode answer =
                    single ? client.form(sim.sliceServerUrls().get(0) + path, create) : client.post(path, create);
            assertThat(answer.get("code").asInt()).as(what).isEqualTo(1);
            assertThat(sim.drive().all()).as(what).isEmpty();
        });
    }

    @Test
    void anotherContentThanAnnouncedFailsInOneStepAndMakesNoFolders() {
        byte[] content = {1, 2, 3};
        String url = sim.sliceServerUrls().get(0) + "/upload/v2/file/single/create";
        for (Map<String, Object> wrong :
                List.<Map<String, Object>>of(Map.of("etag", "1".repeat(32)), Map.of("size", 4))) {
            Map<String, Object> form = ApiClient.create(0, "/a/b.txt", content);
            form.put("containDir", "true");
            form.putAll(wrong);
            form.put("file", content);
            Sample.check("upload_failed", client.form(url, form));
        }
        assertThat(sim.drive().all()).isEmpty();
    }

    @Test
    void aRefusedOfflineDownloadMakesNoFolder() {
        Map<String, Object> task = Map.of("url", "http://127.0.0.1:1/x", "fileName", "a?b");
        assertThat(client.post("/api/v1/offline/download", task).get("code").asInt())
                .isEqualTo(1);
        assertThat(sim.drive().all()).isEmpty();
    }

    /** An upload whose folder is that of the space (platform/calls.md, "Transcode space"). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anUploadIntoTheTranscodeFolderCanBeTranscoded(int version) {
        long folder = client.post("/api/v1/transcode/folder/info", null)
                .at("/data/fileID")
                .asLong();
        byte[] content = bytes();
        long video = finish(version, open(version, ApiClient.create(folder, "v.mp4", content)), content)
                .at("/data/fileID")
                .asLong();
        JsonNode rows = Sample.check(
                "v2_list", client.get("/api/v2/file/list?limit=100&businessType=2&parentFileId=" + folder));
        assertThat(rows.findValuesAsText("fileId")).containsExactly(Long.toString(video));
        assertThat(names("/")).as("the drive does not hold it").isEmpty();
        JsonNode facts = Sample.check(
                "transcode_resolutions", client.post("/api/v1/transcode/video/resolutions", Map.of("fileId", video)));
        JsonNode started = client.post(
                "/api/v1/transcode/video",
                Map.of(
                        "fileId",
                        video,
                        "codecName",
                        facts.get("CodecNames").asText(),
                        "videoTime",
                        facts.get("VideoTime").asInt(),
                        "resolutions",
                        "720P"));
        assertThat(started.get("data").asText()).isEqualTo("720P已成功开始转码，请在转码结果中查询");
        String url = client.post("/api/v1/transcode/file/download", Map.of("fileId", video))
                .at("/data/downloadUrl")
                .asText();
        assertThat(client.download(url).body()).isEqualTo(content);
    }

    @Test
    void whatOneAccountHasIsInstantForAnother() {
        byte[] content = bytes();
        finish(2, open(2, ApiClient.create(0, "mine", content)), content);
        ApiClient other = new ApiClient(sim.baseUrl(), "two", "s", java.net.http.HttpClient.newHttpClient()).login();
        JsonNode instant = Sample.check(
                "v2_create_reuse", other.post("/upload/v2/file/create", ApiClient.create(0, "theirs", content)));
        assertThat(instant.get("reuse").asBoolean()).isTrue();
        assertThat(instant.get("fileID").asLong())
                .isEqualTo(sim.drive("two").find("/theirs").orElseThrow().id());
        assertThat(sim.drive("two").content("/theirs")).isEqualTo(content);
        assertThat(sim.drive("two").find("/mine")).isEmpty();

        Map<String, Object> shorter = ApiClient.create(0, "other size", content);
        shorter.put("size", content.length - 1);
        assertThat(other.post("/upload/v2/file/create", shorter)
                        .at("/data/reuse")
                        .asBoolean())
                .as("the size counts as well as the MD5")
                .isFalse();
        String stolen = open(2, ApiClient.create(0, "session", bytes()));
        assertThat(other.post("/upload/v2/file/upload_complete", Map.of("preuploadID", stolen))
                        .get("code")
                        .asInt())
                .as("a session belongs to its account")
                .isEqualTo(1);
    }

    /** One client sends one empty slice, the others none; with the right MD5 neither gets that far. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anEmptyFileIsInstantOrFails(int slices) {
        Map<String, Object> create = ApiClient.create(0, "empty", new byte[0]);
        Sample.check("v2_create_reuse", client.post("/upload/v2/file/create", create));
        assertThat(sim.drive().content("/empty")).isEmpty();

        Map<String, Object> wrong = ApiClient.create(0, "wrong", new byte[0]);
        wrong.put("etag", "1".repeat(32));
        String id = open(2, wrong);
        if (slices == 1) {
            Sample.check("v2_slice", client.slice(sim.sliceServerUrls().get(0), id, 1, new byte[0]));
        }
        Sample.check("upload_failed", client.post("/upload/v2/file/upload_complete", Map.of("preuploadID", id)));
        assertThat(names("/")).containsExactly("empty");
    }
}
