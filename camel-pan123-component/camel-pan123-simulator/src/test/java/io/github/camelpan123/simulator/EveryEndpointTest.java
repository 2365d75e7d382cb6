package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.drive.Entry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table of all endpoints. Each is called as documented, misspelt, with wrong types, incomplete and without its headers, in both
 * modes and through plain HTTP. An endpoint that is served without being in the table, or is in it without a sample, fails the test.
 */
class EveryEndpointTest {
    private static final int SLICE = 1000;
    private static final Map<Mode, Pan123Simulator> RUNNING = new LinkedHashMap<>();

    /** Where a call carries its parameters. */
    private enum Way {
        QUERY,
        QUERY_OR_BODY,
        JSON,
        ARRAY,
        FORM
    }

    /** One row. A parameter whose name ends in a question mark may be left out. */
    private record Api(String method, String path, String sample, Way way, Function<Stock, Map<String, Object>> call) {
        boolean inQuery() {
            return way == Way.QUERY || way == Way.QUERY_OR_BODY;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A platform and what the calls are about; everything is made anew for every call. */
    private static final class Stock {
        private final Pan123Simulator sim;
        private final ApiClient client;
        private int number;

        Stock(Mode mode) {
            sim = RUNNING.get(mode);
            client = new ApiClient(sim).login();
        }

        String name(String extension) {
            return "n" + System.nanoTime() + "-" + ++number + extension;
        }

        byte[] bytes(int size) {
            byte[] bytes = new byte[size];
            new Random(System.nanoTime() + number).nextBytes(bytes);
            return bytes;
        }

        long folder() {
            return sim.drive().addFolder("/" + name(""));
        }

        long file() {
            return sim.drive().addFile("/" + name(".mp4"), bytes(10));
        }

        long trashed() {
            String path = "/" + name(".bin");
            long file = sim.drive().addFile(path, bytes(10));
            sim.drive().trash(path);
            return file;
        }

        long video() {
            return sim.drive().addVideo(name(".mp4"), bytes(10));
        }

        long transcoded() {
            return sim.drive().addFinishedTranscode(name(".mp4"), bytes(10), "720p");
        }

        Map<String, Object> create(byte[] content) {
            return map(
                    "parentFileID",
                    0L,
                    "filename",
                    name(".bin"),
                    "etag",
                    ApiClient.md5(content),
                    "size",
                    (long) content.length,
                    "duplicate?",
                    1L,
                    "containDir?",
                    false);
        }

        JsonNode session(byte[] content) {
            return client.post("/upload/v2/file/create", plain(create(content))).get("data");
        }

        String uploaded() {
            byte[] content = bytes(SLICE + 1);
            JsonNode session = session(content);
            String id = session.get("preuploadID").asText();
            String server = session.at("/servers/0").asText();
            client.slice(server, id, 1, java.util.Arrays.copyOf(content, SLICE));
            client.slice(server, id, 2, new byte[] {content[SLICE]});
            return id;
        }

        String ended() {
            String id = uploaded();
            client.post("/upload/v1/file/upload_complete", Map.of("preuploadID", id));
            return id;
        }

        /** A file of the drive whose video in the transcode space has a finished job. */
        long transcodedSource() {
            long source = file();
            client.post("/api/v1/transcode/upload/from_cloud_disk", List.of(Map.of("fileId", source)));
            long newest = sim.drive().videos().stream()
                    .mapToLong(video -> video.id())
                    .max()
                    .orElseThrow();
            sim.drive().addTranscode(newest, "720p", Duration.ZERO, 255);
            return source;
        }

        long share() {
            return client.post(
                            "/api/v1/share/create",
                            Map.of("shareName", "s", "shareExpire", 1, "fileIDList", Long.toString(file())))
                    .at("/data/shareID")
                    .asLong();
        }

        long direct(boolean wantFile) {
            String folder = "/" + name("");
            long file = sim.drive().addFile(folder + "/a.mp4", bytes(10));
            long id = sim.drive().addFolder(folder);
            client.post("/api/v1/direct-link/enable", Map.of("fileID", id));
            return wantFile ? file : id;
        }
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Api get(String path, String sample, Function<Stock, Map<String, Object>> call) {
        return new Api("GET", path, sample, Way.QUERY, call);
    }

    private static Api post(String path, String sample, Function<Stock, Map<String, Object>> call) {
        return new Api("POST", path, sample, Way.JSON, call);
    }

    private static Map<String, Object> fileId(long id) {
        return map("fileId", id);
    }

    private static Map<String, Object> fileIds(long id) {
        return map("fileIDs", List.of(id));
    }

    private static Map<String, Object> session(String id) {
        return map("preuploadID", id);
    }

    private static final List<Api> APIS = List.of(
            // 3 and 6
            post(
                    "/api/v1/access_token",
                    "access_token",
                    s -> map("clientID", s.sim.clientId(), "clientSecret", s.sim.clientSecret())),
            get("/api/v1/user/info", "user_info_free", s -> map()),
            // 7
            post("/upload/v2/file/create", "v2_create", s -> s.create(s.bytes(10))),
            new Api("POST", "/upload/v2/file/slice", "v2_slice", Way.FORM, s -> {
                byte[] content = s.bytes(10);
                return map(
                        "preuploadID",
                        s.session(content).get("preuploadID").asText(),
                        "sliceNo",
                        1L,
                        "sliceMD5",
                        ApiClient.md5(content),
                        "slice",
                        content);
            }),
            post("/upload/v2/file/upload_complete", "v2_complete", s -> session(s.uploaded())),
            get("/upload/v2/file/domain", "v2_domain", s -> map()),
            new Api("POST", "/upload/v2/file/single/create", "v2_single", Way.FORM, s -> {
                byte[] content = s.bytes(10);
                Map<String, Object> form = s.create(content);
                form.put("file", content);
                return form;
            }),
            post(
                    "/upload/v2/file/sha1_reuse",
                    "v2_sha1",
                    s -> map(
                            "parentFileID", 0L,
                            "filename", s.name(""),
                            "sha1", "0".repeat(40),
                            "size", 10L,
                            "duplicate?", 1L)),
            // 8
            post("/upload/v1/file/create", "v1_create", s -> s.create(s.bytes(10))),
            post(
                    "/upload/v1/file/get_upload_url",
                    "v1_url",
                    s -> map(
                            "preuploadID",
                            s.session(s.bytes(10)).get("preuploadID").asText(),
                            "sliceNo",
                            1L)),
            post("/upload/v1/file/list_upload_parts", "v1_parts", s -> session(s.uploaded())),
            post("/upload/v1/file/upload_complete", "v1_complete", s -> session(s.uploaded())),
            post("/upload/v1/file/upload_async_result", "v1_result", s -> session(s.ended())),
            // 9
            post("/upload/v1/file/mkdir", "mkdir", s -> map("name", s.name(""), "parentID", 0L)),
            get(
                    "/api/v2/file/list",
                    "v2_list",
                    s -> map(
                            "parentFileId", 0L,
                            "limit", 100L,
                            "searchData?",
                                    s.sim.drive().get(s.file()).orElseThrow().name(),
                            "searchMode?", 1L,
                            "lastFileId?", 0L,
                            "category?", 2L)),
            get("/api/v2/file/list", "v2_list", s -> {
                s.video();
                return map("parentFileId", 0L, "limit", 100L, "businessType?", 2L);
            }),
            get("/api/v1/file/list", "v1_list", s -> {
                s.file();
                return map(
                        "parentFileId",
                        0L,
                        "page",
                        1L,
                        "limit",
                        100L,
                        "orderBy",
                        "file_id",
                        "orderDirection",
                        "desc",
                        "trashed?",
                        false,
                        "searchData?",
                        "");
            }),
            get("/api/v1/file/detail", "detail", s -> map("fileID", s.file())),
            post("/api/v1/file/infos", "infos", s -> map("fileIds", List.of(s.file(), s.folder()))),
            get("/api/v1/file/download_info", "download_info", s -> fileId(s.file())),
            new Api(
                    "PUT",
                    "/api/v1/file/name",
                    "void",
                    Way.JSON,
                    s -> map("fileId", s.file(), "fileName", s.name(".mp4"))),
            post("/api/v1/file/rename", "rename", s -> map("renameList", List.of(s.file() + "|" + s.name("")))),
            post("/api/v1/file/move", "void", s -> map("fileIDs", List.of(s.file()), "toParentFileID", s.folder())),
            post("/api/v1/file/copy", "copy", s -> map("fileId", s.file(), "targetDirId", s.folder())),
            post("/api/v1/file/copy", "copy", s -> map("fileId", s.file(), "targetDirID", s.folder())),
            post(
                    "/api/v1/file/async/copy",
                    "async_copy",
                    s -> map("fileIds", List.of(s.file()), "targetDirId", s.folder())),
            post(
                    "/api/v1/file/async/copy",
                    "async_copy",
                    s -> map("fileIds", List.of(s.file()), "targetDirID", s.folder())),
            new Api(
                    "GET",
                    "/api/v1/file/async/copy/process",
                    "async_copy_process",
                    Way.QUERY_OR_BODY,
                    s -> map(
                            "taskId",
                            s.client
                                    .post(
                                            "/api/v1/file/async/copy",
                                            Map.of("fileIds", List.of(s.file()), "targetDirId", s.folder()))
                                    .at("/data/taskId")
                                    .asLong())),
            post("/api/v1/file/trash", "void", s -> fileIds(s.file())),
            post("/api/v1/file/delete", "void", s -> fileIds(s.trashed())),
            post("/api/v1/file/recover", "recover", s -> fileIds(s.trashed())),
            post(
                    "/api/v1/file/recover/by_path",
                    "void",
                    s -> map("fileIDs", List.of(s.trashed()), "parentFileID", s.folder())),
            // 10
            post("/api/v1/transcode/folder/info", "transcode_folder", s -> map()),
            new Api(
                    "POST",
                    "/api/v1/transcode/upload/from_cloud_disk",
                    "transcode_import",
                    Way.ARRAY,
                    s -> fileId(s.file())),
            post(
                    "/api/v1/transcode/upload/from_cloud_disk",
                    "transcode_import",
                    s -> map("fileId", List.of(Map.of("fileId", s.file())))),
            post("/api/v1/transcode/video/resolutions", "transcode_resolutions", s -> fileId(s.video())),
            post(
                    "/api/v1/transcode/video",
                    "transcode_video",
                    s -> map("fileId", s.video(), "codecName", "H.264", "videoTime", 4L, "resolutions", "1080P,720P")),
            post("/api/v1/transcode/video/record", "transcode_record", s -> fileId(s.transcoded())),
            post("/api/v1/transcode/video/result", "transcode_result", s -> fileId(s.transcoded())),
            post(
                    "/api/v1/transcode/delete",
                    "transcode_delete",
                    s -> map("fileId", s.video(), "businessType", 2L, "trashed", 2L)),
            post("/api/v1/transcode/file/download", "transcode_download", s -> fileId(s.video())),
            post(
                    "/api/v1/transcode/m3u8_ts/download",
                    "transcode_download",
                    s -> map("fileId", s.transcoded(), "resolution", "720P", "type", 1L, "tsName?", "001")),
            post(
                    "/api/v1/transcode/file/download/all",
                    "transcode_all",
                    s -> map("fileId", s.transcoded(), "zipName", "good.mp4")),
            get("/api/v1/video/transcode/list", "video_transcode_list", s -> fileId(s.transcodedSource())),
            // 11
            post(
                    "/api/v1/share/create",
                    "share_create",
                    s -> map(
                            "shareName", "s",
                            "shareExpire", 7L,
                            "fileIDList", s.file() + "," + s.folder(),
                            "sharePwd?", "3YqT",
                            "trafficSwitch?", 2L,
                            "trafficLimitSwitch?", 2L,
                            "trafficLimit?", 1000L)),
            get("/api/v1/share/list", "share_list", s -> map("limit", 100L, "lastShareId?", s.share())),
            new Api(
                    "PUT",
                    "/api/v1/share/list/info",
                    "void",
                    Way.JSON,
                    s -> map(
                            "shareIdList", List.of(s.share()),
                            "trafficSwitch?", 2L,
                            "trafficLimitSwitch?", 2L,
                            "trafficLimit?", 1000L)),
            // 12
            post(
                    "/api/v1/offline/download",
                    "offline",
                    s -> map(
                            "url",
                            "http://127.0.0.1:1/none",
                            "fileName?",
                            s.name(".mp4"),
                            "dirID?",
                            s.folder(),
                            "callBackUrl?",
                            "http://127.0.0.1:1/back")),
            get(
                    "/api/v1/offline/download/process",
                    "offline_process",
                    s -> map(
                            "taskID",
                            s.client
                                    .post("/api/v1/offline/download", Map.of("url", "http://127.0.0.1:1/none"))
                                    .at("/data/taskID")
                                    .asLong())),
            // 13
            post("/api/v1/direct-link/enable", "direct_enable", s -> map("fileID", s.folder())),
            post("/api/v1/direct-link/disable", "direct_enable", s -> map("fileID", s.direct(false))),
            get("/api/v1/direct-link/url", "direct_url", s -> map("fileID", s.direct(true))),
            post("/api/v1/direct-link/cache/refresh", "direct_refresh", s -> map()));

    private static final Set<String> LOSABLE = Set.of(
            "/upload/v2/file/create",
            "/upload/v2/file/slice",
            "/upload/v2/file/upload_complete",
            "/upload/v2/file/single/create",
            "/upload/v2/file/sha1_reuse",
            "/upload/v1/file/create",
            "/upload/v1/file/upload_complete",
            "/upload/v1/file/upload_async_result",
            "/upload/v1/file/mkdir",
            "/api/v1/file/name",
            "/api/v1/file/rename",
            "/api/v1/file/move",
            "/api/v1/file/copy",
            "/api/v1/file/async/copy",
            "/api/v1/file/trash",
            "/api/v1/file/delete",
            "/api/v1/file/recover",
            "/api/v1/file/recover/by_path",
            "/api/v1/transcode/upload/from_cloud_disk",
            "/api/v1/transcode/video",
            "/api/v1/transcode/delete",
            "/api/v1/share/create",
            "/api/v1/share/list/info",
            "/api/v1/offline/download",
            "/api/v1/direct-link/enable",
            "/api/v1/direct-link/disable");

    /** The answer to a create that gets lost is that of an instant upload, which names no servers. */
    private static final Map<String, String> LOST_SAMPLES =
            Map.of("v2_create", "v2_create_reuse", "v1_create", "v1_create_reuse");

    @BeforeAll
    static void start() throws Exception {
        for (Mode mode : Mode.values()) {
            RUNNING.put(
                    mode,
                    Pan123Simulator.builder()
                            .mode(mode)
                            .limits(false)
                            .sliceSize(SLICE)
                            .mergePolls(0)
                            .resolutionPolls(0)
                            .zipPolls(0)
                            .transcodeTime(Duration.ZERO)
                            .copyTime(Duration.ZERO)
                            .start());
        }
    }

    @AfterAll
    static void stop() {
        RUNNING.values().forEach(Pan123Simulator::close);
        RUNNING.clear();
    }

    static Stream<Arguments> rows() {
        return Stream.of(Mode.values()).flatMap(mode -> APIS.stream().map(api -> Arguments.of(mode, api)));
    }

    @Test
    void theTableHoldsEveryEndpointThatIsServed() throws Exception {
        Set<String> table = new TreeSet<>();
        APIS.forEach(api -> table.add(api.path()));
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            assertThat(table).isEqualTo(sim.figures().byPath().keySet());
        }
        assertThat(table).as("those of platform/calls.md").hasSize(49);
    }

    @Test
    void everyEndpointHasItsFacts() throws Exception {
        String facts = Files.readString(Path.of("..", "platform", "calls.md")).replaceAll("\\{\\w+}", "");
        assertThat(APIS).allSatisfy(api -> assertThat(facts).contains("`" + api + "`"));
    }

    /** Without the question marks. */
    private static Map<String, Object> plain(Map<String, Object> call) {
        Map<String, Object> plain = new LinkedHashMap<>();
        call.forEach((name, value) -> plain.put(name.replace("?", ""), value));
        return plain;
    }

    private static JsonNode send(Stock stock, Api api, Map<String, Object> parameters) {
        return stock.client.json(request(stock, api, plain(parameters)));
    }

    private static HttpRequest.Builder request(Stock stock, Api api, Map<String, Object> parameters) {
        boolean form = api.way() == Way.FORM;
        StringBuilder url = new StringBuilder(form ? stock.sim.sliceServerUrls().get(0) : stock.sim.baseUrl());
        url.append(api.path());
        if (api.inQuery()) {
            return stock.client
                    .request(url.append('?').append(encoded(parameters)).toString())
                    .GET();
        }
        if (form) {
            return stock.client
                    .request(url.toString())
                    .header("Content-Type", "multipart/form-data; boundary=" + ApiClient.boundary())
                    .POST(BodyPublishers.ofByteArray(ApiClient.formBody(parameters)));
        }
        Object body = api.way() == Way.ARRAY ? List.of(parameters) : parameters;
        return stock.client
                .request(url.toString())
                .header("Content-Type", "application/json")
                .method(api.method(), ApiClient.publisher(body));
    }

    private static void good(Mode mode, Api api, String what, JsonNode answer) {
        String sample = api.sample();
        assertThat(answer.get("code").asInt()).as(what + ": " + answer).isZero();
        Sample.check(sample, answer);
    }

    private static void bad(Api api, String what, JsonNode answer) {
        assertThat(answer.get("code").asInt())
                .as(api + ", " + what + ": " + answer)
                .isNotZero();
        assertThat(answer.get("data").isNull()).as(api + ", " + what).isTrue();
    }

    private static void onlyLenient(Mode mode, Api api, String what, JsonNode answer) {
        if (mode == Mode.STRICT) {
            bad(api, what, answer);
            assertThat(answer.get("code").asInt()).isEqualTo(1);
        } else {
            good(mode, api, what, answer);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void asDocumented(Mode mode, Api api) {
        Stock stock = new Stock(mode);
        good(mode, api, "as documented", send(stock, api, api.call().apply(stock)));
        Map<String, Object> least = api.call().apply(stock);
        least.keySet().removeIf(name -> name.endsWith("?"));
        good(mode, api, "without what may be left out", send(stock, api, least));
        if (api.way() == Way.JSON && least.isEmpty()) {
            JsonNode answer = stock.client.json(stock.client
                    .request(stock.sim.baseUrl() + api.path())
                    .header("Content-Type", "application/json")
                    .method(api.method(), BodyPublishers.noBody()));
            good(mode, api, "without a body", answer);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void spellingAndTypes(Mode mode, Api api) {
        Stock stock = new Stock(mode);
        for (String name : api.call().apply(stock).keySet()) {
            onlyLenient(mode, api, "misspelt " + name, send(stock, api, changed(api, stock, name, true)));
            Map<String, Object> retyped = changed(api, stock, name, false);
            if (retyped != null) {
                onlyLenient(mode, api, "other type of " + name, send(stock, api, retyped));
            }
        }
        Map<String, Object> more = api.call().apply(stock);
        more.put("surprise", 1);
        onlyLenient(mode, api, "unknown name", send(stock, api, more));
    }

    static Stream<Arguments> readsWithParameters() {
        return rows().filter(row -> {
            Api api = (Api) row.get()[1];
            return api.inQuery() && !api.call().apply(new Stock(Mode.STRICT)).isEmpty();
        });
    }

    private static String encoded(Map<String, Object> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static JsonNode getWithBody(Stock stock, Api api, String query, String type, Object body) {
        return stock.client.json(stock.client
                .request(stock.sim.baseUrl() + api.path() + query)
                .header("Content-Type", type)
                .method("GET", ApiClient.publisher(body)));
    }

    /** Some HTTP libraries send what they are given as data in the body, whatever the method. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("readsWithParameters")
    void theBodyOfARead(Mode mode, Api api) {
        Stock stock = new Stock(mode);
        String form = "application/x-www-form-urlencoded";
        Map<String, Object> call = plain(api.call().apply(stock));
        onlyLenient(mode, api, "form body", getWithBody(stock, api, "", form, encoded(call)));
        JsonNode json = getWithBody(stock, api, "", "application/json", call);
        if (api.way() == Way.QUERY_OR_BODY) {
            good(mode, api, "JSON body", json);
        } else {
            onlyLenient(mode, api, "JSON body", json);
        }
        Map<String, Object> wrong = new LinkedHashMap<>(call);
        wrong.replaceAll((name, value) -> value instanceof Long ? 987654321L : value);
        JsonNode both = getWithBody(stock, api, "?" + encoded(call), form, encoded(wrong));
        good(mode, api, "the query wins", both);
    }

    static Stream<Api> apisWithJson() {
        return APIS.stream().filter(api -> api.way() == Way.JSON || api.way() == Way.ARRAY);
    }

    /** Lenient mode takes some of these for what they may mean; strict mode takes none. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("apisWithJson")
    void strictModeTakesNoOtherTypeOfJson(Api api) {
        Stock stock = new Stock(Mode.STRICT);
        Map<String, Object> right = api.call().apply(stock);
        right.forEach((name, value) -> {
            for (Object wrong : wrong(value)) {
                Map<String, Object> call = new LinkedHashMap<>(right);
                call.put(name, wrong);
                JsonNode answer = send(stock, api, call);
                bad(api, name + " is " + wrong, answer);
                assertThat(answer.get("code").asInt()).isEqualTo(1);
            }
        });
        good(Mode.STRICT, api, "none of it was done", send(stock, api, right));
    }

    private static List<Object> wrong(Object right) {
        List<Object> wrong = new ArrayList<>(List.of(1.5, Map.of("x", 1), List.of(List.of())));
        if (!(right instanceof Long)) {
            wrong.add(5);
        }
        if (!(right instanceof Boolean)) {
            wrong.add(true);
        }
        if (!(right instanceof String)) {
            wrong.add("x");
        }
        if (right instanceof List<?> list) {
            wrong.add(list.get(0));
            wrong.add(list.get(0) instanceof String ? List.of(1) : List.of("1"));
        } else {
            wrong.add(List.of(right));
        }
        return wrong;
    }

    /** With another spelling or another type of one parameter; null if the way to send it knows no types, or it is text. */
    private static Map<String, Object> changed(Api api, Stock stock, String name, boolean spelling) {
        Map<String, Object> changed = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : api.call().apply(stock).entrySet()) {
            if (!entry.getKey().equals(name)) {
                changed.put(entry.getKey(), entry.getValue());
            } else if (spelling) {
                changed.put(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), entry.getValue());
            } else if (api.inQuery() || api.way() == Way.FORM || entry.getValue() instanceof String) {
                return null;
            } else if (entry.getValue() instanceof List<?> list) {
                if (!(list.get(0) instanceof Long)) {
                    return null;
                }
                List<Object> texts = new ArrayList<>();
                list.forEach(each -> texts.add(each.toString()));
                changed.put(name, texts);
            } else {
                changed.put(name, entry.getValue().toString());
            }
        }
        return changed;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void incompleteOrNonsense(Mode mode, Api api) {
        Stock stock = new Stock(mode);
        for (String name : api.call().apply(stock).keySet()) {
            if (!name.endsWith("?")) {
                Map<String, Object> less = api.call().apply(stock);
                less.remove(name);
                bad(api, "without " + name, send(stock, api, less));
            }
            Map<String, Object> nonsense = api.call().apply(stock);
            if (nonsense.get(name) instanceof Long) {
                nonsense.put(name, "x1");
                bad(api, name + " is no number", send(stock, api, nonsense));
            }
        }
    }

    /** Every shape is that of the call itself, so that no client can tell. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void whatGetsLostLooksLikeSuccess(Mode mode, Api api) {
        Stock stock = new Stock(mode);
        FaultRule rule = stock.sim.faults().on(api.path());
        if (!LOSABLE.contains(api.path())) {
            assertThatThrownBy(rule::lose)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(api.path());
            return;
        }
        Map<String, Object> call = api.call().apply(stock);
        List<Entry> before = stock.sim.drive().all();
        rule.lose();
        JsonNode answer = send(stock, api, call);
        Sample.check(LOST_SAMPLES.getOrDefault(api.sample(), api.sample()), answer);
        assertThat(stock.sim.figures().faults(api.path())).isPositive();
        assertThat(stock.sim.drive().all()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void headers(Mode mode, Api api) {
        Stock stock = new Stock(mode);
        HttpRequest whole = request(stock, api, plain(api.call().apply(stock))).build();
        JsonNode noPlatform = stock.client.json(without(whole, "Platform"));
        bad(api, "no platform", noPlatform);
        assertThat(noPlatform.get("code").asInt()).isEqualTo(1);
        if (!"/api/v1/access_token".equals(api.path())) {
            Sample.check("bad_token", stock.client.json(without(whole, "Authorization")));
        }
        if (api.way() == Way.JSON || api.way() == Way.ARRAY) {
            onlyLenient(mode, api, "no content type", stock.client.json(without(whole, "Content-Type")));
        }
    }

    private static HttpRequest.Builder without(HttpRequest whole, String header) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(whole.uri().toString()));
        whole.headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(header)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.method(whole.method(), whole.bodyPublisher().orElse(BodyPublishers.noBody()));
    }
}
