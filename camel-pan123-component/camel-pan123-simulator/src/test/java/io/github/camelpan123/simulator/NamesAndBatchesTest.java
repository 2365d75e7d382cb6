package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.protocol.Invented;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no name may be, how large files may be, and how many entries one call may name (platform/calls.md, "Names and sizes"). */
class NamesAndBatchesTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @RegisterExtension
    final Pan123SimulatorExtension strict = Pan123SimulatorExtension.of(
            Pan123Simulator.builder().copyTime(Duration.ZERO).limits(false));

    @RegisterExtension
    final Pan123SimulatorExtension lenient =
            Pan123SimulatorExtension.of(Pan123Simulator.builder().limits(false).mode(Mode.LENIENT));

    private Pan123Simulator sim;
    private ApiClient client;

    @BeforeEach
    void login() {
        use(Mode.STRICT);
    }

    private void use(Mode mode) {
        sim = (mode == Mode.STRICT ? strict : lenient).simulator();
        client = new ApiClient(sim).login();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void noCallTakesAForbiddenName(Mode mode) {
        use(mode);
        long file = sim.drive().addFile("/good", CONTENT);
        List<String> names = new ArrayList<>(List.of("", " ", "   ", "x".repeat(256)));
        for (char forbidden : "\"\\/:*?|><".toCharArray()) {
            names.add("a" + forbidden + "b");
            names.add(Character.toString(forbidden));
        }
        for (String name : names) {
            Map<String, JsonNode> answers = new LinkedHashMap<>();
            answers.put("mkdir", client.post("/upload/v1/file/mkdir", Map.of("name", name, "parentID", 0)));
            Map<String, Object> create = ApiClient.create(0, name, CONTENT);
            answers.put("create V1", client.post("/upload/v1/file/create", create));
            answers.put("create V2", client.post("/upload/v2/file/create", create));
            Map<String, Object> form = new LinkedHashMap<>(create);
            form.put("file", CONTENT);
            answers.put("single", client.form(sim.sliceServerUrls().get(0) + "/upload/v2/file/single/create", form));
            Map<String, Object> sha1 = new LinkedHashMap<>(create);
            sha1.remove("etag");
            sha1.put("sha1", ApiClient.digest("SHA-1", CONTENT));
            answers.put("SHA-1", client.post("/upload/v2/file/sha1_reuse", sha1));
            answers.put("name", client.put("/api/v1/file/name", Map.of("fileId", file, "fileName", name)));
            if (!name.isEmpty()) {
                Map<String, Object> task = Map.of("url", "http://127.0.0.1:1/x", "fileName", name);
                answers.put("offline", client.post("/api/v1/offline/download", task));
            }
            answers.forEach((call, answer) -> {
                assertThat(answer.get("code").asInt()).as("%s '%s'", call, name).isEqualTo(1);
                assertThat(answer.get("message").asText())
                        .as("%s '%s'", call, name)
                        .isEqualTo(Invented.BAD_NAME_TEXT);
            });
            JsonNode renamed = client.post("/api/v1/file/rename", Map.of("renameList", List.of(file + "|" + name)));
            assertThat(renamed.at("/data/failList/0/message").asText())
                    .as("rename '%s'", name)
                    .isEqualTo(Invented.BAD_NAME_TEXT);
        }
        assertThat(sim.drive().list("/")).extracting(entry -> entry.name()).containsExactly("good");
    }

    @Test
    void aPathIsCheckedNameByName() {
        for (String path : List.of("/a/b:c/d", "/ /d", "a//b/", "/", "", "///")) {
            Map<String, Object> create = ApiClient.create(0, path, CONTENT);
            create.put("containDir", true);
            assertThat(client.post("/upload/v2/file/create", create).get("code").asInt())
                    .as(path)
                    .isEqualTo(1);
        }
        assertThat(sim.drive().all()).isEmpty();
    }

    private static List<Long> ids(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static List<Map<String, Object>> objects(List<Long> ids) {
        return ids.stream().map(id -> Map.<String, Object>of("fileId", id)).toList();
    }

    private static Map<String, Object> share(List<Long> ids) {
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Map.of("shareName", "s", "shareExpire", 1, "fileIDList", list);
    }

    private static Map<String, Object> into(String ids, List<Long> values, String target, long folder) {
        return Map.of(ids, values, target, folder);
    }

    @Test
    void oneEntryMoreThanABatchMayHoldIsRefused() {
        Map<String, Object> tooLong = new LinkedHashMap<>();
        for (String path : List.of("trash", "delete", "recover")) {
            tooLong.put("/api/v1/file/" + path, Map.of("fileIDs", ids(101)));
        }
        tooLong.put("/api/v1/file/recover/by_path", into("fileIDs", ids(101), "parentFileID", 0));
        tooLong.put("/api/v1/file/move", into("fileIDs", ids(101), "toParentFileID", 0));
        tooLong.put("/api/v1/file/async/copy", into("fileIds", ids(3001), "targetDirId", 0));
        tooLong.put(
                "/api/v1/file/rename",
                Map.of("renameList", ids(31).stream().map(id -> id + "|n").toList()));
        tooLong.put("/api/v1/transcode/upload/from_cloud_disk", objects(ids(101)));
        tooLong.put("/api/v1/share/create", share(ids(101)));
        tooLong.forEach((path, body) -> refusedAsTooLong(path, client.post(path, body)));
        refusedAsTooLong(
                "/api/v1/share/list/info",
                client.put("/api/v1/share/list/info", Map.of("shareIdList", ids(101), "trafficSwitch", 1)));
    }

    private static void refusedAsTooLong(String path, JsonNode answer) {
        assertThat(answer.get("code").asInt()).as(path).isEqualTo(1);
        assertThat(answer.get("message").asText()).as(path).isEqualTo(Invented.BATCH_TOO_LONG_TEXT);
    }

    @Test
    void aFullBatchIsTaken() {
        List<Long> videos = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            videos.add(sim.drive().addFile("/v/" + i + ".mp4", CONTENT));
        }
        long target = sim.drive().addFolder("/target");
        assertThat(client.post("/api/v1/transcode/upload/from_cloud_disk", objects(videos))
                        .get("code")
                        .asInt())
                .isZero();
        assertThat(sim.drive().videos()).hasSize(100);
        Map<String, Object> trash = Map.of("fileIDs", videos);
        assertThat(client.post("/api/v1/share/create", share(videos))
                        .get("code")
                        .asInt())
                .isZero();
        assertThat(client.post("/api/v1/file/move", into("fileIDs", videos, "toParentFileID", target))
                        .get("code")
                        .asInt())
                .isZero();
        assertThat(client.post("/api/v1/file/trash", trash).get("code").asInt()).isZero();
        assertThat(client.post("/api/v1/file/recover", trash).at("/data/abnormalFileIDs"))
                .isEmpty();
        client.post("/api/v1/file/trash", trash);
        assertThat(client.post("/api/v1/file/recover/by_path", into("fileIDs", videos, "parentFileID", 0))
                        .get("code")
                        .asInt())
                .isZero();
        assertThat(sim.drive().find("/99.mp4")).isPresent();
        List<String> names =
                videos.subList(0, 30).stream().map(id -> id + "|" + id).toList();
        assertThat(client.post("/api/v1/file/rename", Map.of("renameList", names))
                        .at("/data/successList"))
                .hasSize(30);
        client.post("/api/v1/file/trash", trash);
        assertThat(client.post("/api/v1/file/delete", trash).get("code").asInt())
                .isZero();
        assertThat(videos).allSatisfy(id -> assertThat(sim.drive().get(id)).isEmpty());

        List<Long> folders = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            folders.add(sim.drive().addFolder("/many/" + i));
        }
        assertThat(client.post("/api/v1/file/async/copy", into("fileIds", folders, "targetDirId", target))
                        .get("code")
                        .asInt())
                .isZero();
        assertThat(sim.drive().list("/target")).hasSize(3000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trash", "delete", "recover"})
    void anEmptyBatchIsRefused(String path) {
        assertThat(client.post("/api/v1/file/" + path, Map.of("fileIDs", List.of()))
                        .get("code")
                        .asInt())
                .isEqualTo(1);
    }

    /** Neither name is taken before the call. */
    @Test
    void twoFilesOfOneNameDoNotMoveIntoOneFolder() {
        long first = sim.drive().addFile("/x/same", CONTENT);
        long second = sim.drive().addFile("/y/same", CONTENT);
        long target = sim.drive().addFolder("/both");
        JsonNode answer =
                client.post("/api/v1/file/move", into("fileIDs", List.of(first, second), "toParentFileID", target));
        assertThat(answer.get("message").asText()).isEqualTo(Invented.FILE_EXISTS_TEXT);
        assertThat(sim.drive().list("/both")).isEmpty();
        assertThat(client.post("/api/v1/file/move", into("fileIDs", List.of(first, first), "toParentFileID", target))
                        .get("code")
                        .asInt())
                .as("one file, told twice")
                .isZero();
    }

    private JsonNode create(String path, long size) {
        Map<String, Object> create = ApiClient.create(0, "large", CONTENT);
        create.put("etag", "1".repeat(32));
        create.put("size", size);
        if (!path.contains("single")) {
            return client.post(path, create);
        }
        create.put("file", CONTENT);
        return client.form(sim.sliceServerUrls().get(0) + path, create);
    }

    @Test
    void filesMayBeSoLargeAndNoLarger() {
        long slices = 10L << 30;
        for (String path : List.of("/upload/v1/file/create", "/upload/v2/file/create")) {
            assertThat(create(path, slices).at("/data/preuploadID").asText())
                    .as(path)
                    .isNotEmpty();
            assertThat(create(path, slices + 1).get("message").asText())
                    .as(path)
                    .isEqualTo(Invented.FILE_TOO_LARGE_TEXT);
        }
        long single = 1L << 30;
        String path = "/upload/v2/file/single/create";
        Sample.check("upload_failed", create(path, single));
        assertThat(create(path, single + 1).get("message").asText()).isEqualTo(Invented.FILE_TOO_LARGE_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "android", "Open_Platform"})
    void anotherPlatformIsForgivenInLenientModeOnly(String platform) {
        for (Mode mode : Mode.values()) {
            use(mode);
            JsonNode answer = client.json(
                    java.net.http.HttpRequest.newBuilder(java.net.URI.create(sim.baseUrl() + "/api/v1/user/info"))
                            .header("Platform", platform)
                            .header("Authorization", "Bearer " + client.token())
                            .GET());
            assertThat(answer.get("code").asInt()).isEqualTo(mode == Mode.LENIENT ? 0 : 1);
        }
    }
}
