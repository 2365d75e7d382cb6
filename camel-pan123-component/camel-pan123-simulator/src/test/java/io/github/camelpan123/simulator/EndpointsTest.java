package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every endpoint in both modes, its answers compared with the samples of the documentation. */
class EndpointsTest {
    private static Pan123Simulator start(Mode mode) throws Exception {
        return Pan123Simulator.builder()
                .mode(mode)
                .limits(false)
                .sliceSize(1000)
                .sliceServers(2)
                .transcodeTime(Duration.ZERO)
                .start();
    }

    private static byte[] bytes(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Map<String, Object> create(long parent, String name, byte[] content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("parentFileID", parent);
        body.put("filename", name);
        body.put("etag", ApiClient.md5(content));
        body.put("size", content.length);
        return body;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void loginAndAccount(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim);
            Sample.check(
                    "access_token",
                    client.post(
                            "/api/v1/access_token",
                            Map.of("clientID", sim.clientId(), "clientSecret", sim.clientSecret())));
            client.login();
            Sample.check("user_info_free", client.get("/api/v1/user/info"));
        }
        try (Pan123Simulator sim = Pan123Simulator.builder().tier(Tier.VIP).start()) {
            Sample.check("user_info_vip", new ApiClient(sim).login().get("/api/v1/user/info"));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void uploadsInSlices(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(2500, 1);
            JsonNode session =
                    Sample.check("v2_create", client.post("/upload/v2/file/create", create(0, "a.bin", content)));
            String id = session.get("preuploadID").asText();
            JsonNode servers = session.get("servers");
            assertThat(servers).hasSize(2);
            // out of order, over both servers, one of them twice
            for (int number : new int[] {3, 1, 2, 1}) {
                byte[] slice = Arrays.copyOfRange(content, (number - 1) * 1000, Math.min(2500, number * 1000));
                Sample.check("v2_slice", client.slice(servers.get(number % 2).asText(), id, number, slice));
            }
            Map<String, String> end = Map.of("preuploadID", id);
            Sample.check("v2_complete_not_yet", client.post("/upload/v2/file/upload_complete", end));
            Sample.check("v2_complete", client.post("/upload/v2/file/upload_complete", end));
            assertThat(sim.drive().content("/a.bin")).isEqualTo(content);
            assertThat(sim.figures().duplicateWrites("/upload/v2/file/slice")).isEqualTo(1);

            JsonNode again = client.post("/upload/v2/file/create", create(0, "b.bin", content))
                    .get("data");
            assertThat(again.get("reuse").asBoolean()).isTrue();
            assertThat(again.get("fileID").asLong()).isPositive();
            Map<String, Object> sha1 =
                    new LinkedHashMap<>(Map.of("parentFileID", 0, "filename", "c.bin", "size", 2500));
            sha1.put("sha1", "0".repeat(40));
            Sample.check("v2_sha1", client.post("/upload/v2/file/sha1_reuse", sha1));
            sha1.put("sha1", ApiClient.digest("SHA-1", content));
            assertThat(client.post("/upload/v2/file/sha1_reuse", sha1)
                            .at("/data/reuse")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void uploadsInOneStep(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            JsonNode domains = Sample.check("v2_domain", client.get("/upload/v2/file/domain"));
            byte[] content = bytes(5000, 2);
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("file", content); // first, as in the official sample
            form.putAll(create(0, "/新/一.txt", content));
            form.put("containDir", "true");
            form.put("duplicate", 1);
            Sample.check("v2_single", client.form(domains.get(0).asText() + "/upload/v2/file/single/create", form));
            assertThat(sim.drive().content("/新/一.txt")).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void uploadsTheOldWay(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(1500, 3);
            String id = Sample.check("v1_create", client.post("/upload/v1/file/create", create(0, "a", content)))
                    .get("preuploadID")
                    .asText();
            Map<String, String> end = Map.of("preuploadID", id);
            for (int number = 1; number <= 2; number++) {
                String url = Sample.check(
                                "v1_url",
                                client.post(
                                        "/upload/v1/file/get_upload_url", Map.of("preuploadID", id, "sliceNo", number)))
                        .get("presignedURL")
                        .asText();
                byte[] slice = Arrays.copyOfRange(content, (number - 1) * 1000, Math.min(1500, number * 1000));
                HttpResponse<byte[]> put =
                        client.raw(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofByteArray(slice)));
                assertThat(put.statusCode()).isEqualTo(200);
                assertThat(put.body()).isEmpty();
            }
            assertThat(Sample.check("v1_parts", client.post("/upload/v1/file/list_upload_parts", end))
                            .get("parts"))
                    .hasSize(2);
            Sample.check("v1_complete", client.post("/upload/v1/file/upload_complete", end));
            Sample.check("v1_result", client.post("/upload/v1/file/upload_async_result", end));
            assertThat(sim.drive().content("/a")).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void filesAndFolders(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            long folder = Sample.check(
                            "mkdir", client.post("/upload/v1/file/mkdir", Map.of("name", "甲", "parentID", 0)))
                    .get("dirID")
                    .asLong();
            Sample.check("folder_exists", client.post("/upload/v1/file/mkdir", Map.of("name", "甲", "parentID", 0)));
            long file = sim.drive().addFile("/甲/b.txt", bytes(10, 1));
            long other = sim.drive().addFile("/甲/c.txt", bytes(20, 2));
            Sample.check("v2_list", client.get("/api/v2/file/list?parentFileId=" + folder + "&limit=100"));
            JsonNode page = client.get("/api/v2/file/list?parentFileId=" + folder + "&limit=1");
            assertThat(page.at("/data/lastFileId").asLong()).isEqualTo(other);
            page = client.get("/api/v2/file/list?parentFileId=" + folder + "&limit=1&lastFileId=" + other);
            assertThat(page.at("/data/lastFileId").asLong()).isEqualTo(-1);
            assertThat(page.at("/data/fileList/0/fileId").asLong()).isEqualTo(other);
            Sample.check(
                    "v1_list",
                    client.get("/api/v1/file/list?parentFileId=" + folder
                            + "&page=1&limit=10&orderBy=size&orderDirection=desc"));
            JsonNode detail = Sample.check("detail", client.get("/api/v1/file/detail?fileID=" + folder));
            assertThat(detail.get("size").asLong()).isEqualTo(30);
            assertThat(Sample.check("infos", client.post("/api/v1/file/infos", Map.of("fileIds", List.of(file, 1))))
                            .get("fileList"))
                    .hasSize(1);
            Sample.check("no_such_file", client.get("/api/v1/file/detail?fileID=1"));

            Sample.check("void", client.put("/api/v1/file/name", Map.of("fileId", file, "fileName", "d.txt")));
            JsonNode renamed = Sample.check(
                    "rename",
                    client.post("/api/v1/file/rename", Map.of("renameList", List.of(other + "|e.txt", "1|x"))));
            assertThat(renamed.get("successList")).hasSize(1);
            assertThat(renamed.at("/failList/0/message").asText()).isEqualTo("文件不存在");
            Sample.check(
                    "void", client.post("/api/v1/file/move", Map.of("fileIDs", List.of(file), "toParentFileID", 0)));
            assertThat(sim.drive().find("/d.txt")).isPresent();
            Sample.check("copy", client.post("/api/v1/file/copy", Map.of("fileId", file, "targetDirId", folder)));
            long task = Sample.check(
                            "async_copy",
                            client.post(
                                    "/api/v1/file/async/copy",
                                    Map.of("fileIds", List.of(file, folder), "targetDirId", 0)))
                    .get("taskId")
                    .asLong();
            await().until(() ->
                    Sample.check("async_copy_process", client.get("/api/v1/file/async/copy/process?taskId=" + task))
                                    .get("status")
                                    .asInt()
                            == 2);
            JsonNode byBody = client.json(client.request(sim.baseUrl() + "/api/v1/file/async/copy/process")
                    .header("Content-Type", "application/json")
                    .method("GET", ApiClient.publisher(Map.of("taskId", task))));
            Sample.check("async_copy_process", byBody);
            assertThat(sim.drive().find("/d(1).txt")).isPresent();
            assertThat(sim.drive().find("/甲(1)/e.txt")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void binAndDownload(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(1000, 4);
            long file = sim.drive().addFile("/甲/b.txt", content);
            long folder = sim.drive().addFolder("/甲");
            String url = Sample.check("download_info", client.get("/api/v1/file/download_info?fileId=" + file))
                    .get("downloadUrl")
                    .asText();
            assertThat(client.download(url).body()).isEqualTo(content);
            HttpResponse<byte[]> tail = client.download(url, "Range", "bytes=-10");
            assertThat(tail.statusCode()).isEqualTo(206);
            assertThat(tail.headers().firstValue("Content-Range")).hasValue("bytes 990-999/1000");
            assertThat(client.download(url, "Range", "bytes=1000-").statusCode())
                    .isEqualTo(416);
            sim.faults().trafficUsedUp(true);
            Sample.check("traffic", client.get("/api/v1/file/download_info?fileId=" + file));
            sim.faults().clear();
            sim.faults().expireUrls();
            assertThat(client.download(url).statusCode()).isEqualTo(403);

            Map<String, Object> ids = Map.of("fileIDs", List.of(folder));
            Sample.check("void", client.post("/api/v1/file/delete", ids));
            assertThat(sim.drive().find("/甲/b.txt"))
                    .as("delete leaves what is not in the bin")
                    .isPresent();
            Sample.check("void", client.post("/api/v1/file/trash", ids));
            JsonNode rows = client.get("/api/v2/file/list?parentFileId=" + folder + "&limit=10");
            assertThat(rows.at("/data/fileList/0/trashed").asInt()).isEqualTo(1);
            assertThat(client.get("/api/v1/file/list?parentFileId=0&page=1&limit=10&orderBy=file_id"
                                    + "&orderDirection=asc&trashed=true")
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(1);
            Map<String, Object> child = Map.of("fileIDs", List.of(file));
            assertThat(Sample.check("recover", client.post("/api/v1/file/recover", child))
                            .at("/abnormalFileIDs/0")
                            .asLong())
                    .isEqualTo(file);
            Sample.check(
                    "void",
                    client.post("/api/v1/file/recover/by_path", Map.of("fileIDs", List.of(file), "parentFileID", 0)));
            assertThat(sim.drive().find("/b.txt")).isPresent();
            Sample.check("recover", client.post("/api/v1/file/recover", ids));
            Sample.check("void", client.post("/api/v1/file/trash", ids));
            Sample.check("void", client.post("/api/v1/file/delete", ids));
            assertThat(sim.drive().get(folder)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void transcodes(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(1000, 5);
            long file = sim.drive().addFile("/v.mp4", content);
            long space = Sample.check("transcode_folder", client.post("/api/v1/transcode/folder/info", null))
                    .get("fileID")
                    .asLong();
            Sample.check("v2_list", client.get("/api/v2/file/list?parentFileId=0&limit=100&category=2"));
            Sample.check(
                    "transcode_import",
                    client.post("/api/v1/transcode/upload/from_cloud_disk", List.of(Map.of("fileId", file))));
            assertThat(client.get("/api/v2/file/list?parentFileId=0&limit=100&businessType=2")
                            .at("/data/fileList/0/fileId")
                            .asLong())
                    .isEqualTo(space);
            long video = Sample.check(
                            "v2_list", client.get("/api/v2/file/list?limit=100&businessType=2&parentFileId=" + space))
                    .at("/fileList/0/fileId")
                    .asLong();
            assertThat(video).isNotEqualTo(file);
            Map<String, Object> which = Map.of("fileId", video);
            Sample.check("transcode_resolutions_pending", client.post("/api/v1/transcode/video/resolutions", which));
            Sample.check("transcode_resolutions", client.post("/api/v1/transcode/video/resolutions", which));
            sim.faults().failTranscode("480p", 7);
            JsonNode started = client.post(
                    "/api/v1/transcode/video",
                    Map.of("fileId", video, "codecName", "H.264", "videoTime", 4, "resolutions", "480P,720P"));
            assertThat(started.get("data").asText()).startsWith("480P&720P已成功");
            JsonNode records = Sample.check("transcode_record", client.post("/api/v1/transcode/video/record", which));
            assertThat(records.findValuesAsText("status")).containsExactly("7", "255");
            Sample.check("transcode_result", client.post("/api/v1/transcode/video/result", which));
            Sample.check("transcode_download", client.post("/api/v1/transcode/file/download", which));
            for (Map<String, Object> product : List.<Map<String, Object>>of(
                    Map.of("fileId", video, "resolution", "720P", "type", 1),
                    Map.of("fileId", video, "resolution", "720P", "type", 2, "tsName", "001"))) {
                String url = Sample.check(
                                "transcode_download", client.post("/api/v1/transcode/m3u8_ts/download", product))
                        .get("downloadUrl")
                        .asText();
                assertThat(client.download(url).statusCode()).isEqualTo(200);
            }
            Map<String, Object> all = Map.of("fileId", video, "zipName", "v.mp4");
            Sample.check("transcode_all", client.post("/api/v1/transcode/file/download/all", all));
            String zip = Sample.check("transcode_all", client.post("/api/v1/transcode/file/download/all", all))
                    .get("downloadUrl")
                    .asText();
            try (ZipInputStream in = new ZipInputStream(
                    new java.io.ByteArrayInputStream(client.download(zip).body()), StandardCharsets.UTF_8)) {
                assertThat(in.getNextEntry().getName()).isEqualTo("720p/stream.m3u8");
            }
            sim.faults().spaceFull(true);
            assertThat(client.post("/api/v1/transcode/file/download", which)
                            .at("/data/isFull")
                            .asBoolean())
                    .isTrue();
            sim.faults().clear();
            Map<String, Object> delete = new LinkedHashMap<>(which);
            delete.put("businessType", 2);
            delete.put("trashed", 1);
            Sample.check("transcode_delete", client.post("/api/v1/transcode/delete", delete));
            Sample.check("transcode_result", client.post("/api/v1/transcode/video/result", which));
            delete.put("trashed", 2);
            Sample.check("transcode_delete", client.post("/api/v1/transcode/delete", delete));
            Sample.check("no_such_file", client.post("/api/v1/transcode/video/result", which));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void sharesOfflineAndDirectLinks(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            byte[] content = bytes(100, 6);
            long file = sim.drive().addFile("/甲/源 1.mp4", content);
            long folder = sim.drive().addFolder("/甲");
            long share = Sample.check(
                            "share_create",
                            client.post(
                                    "/api/v1/share/create",
                                    Map.of("shareName", "s", "shareExpire", 7, "fileIDList", file + "," + folder)))
                    .get("shareID")
                    .asLong();
            Sample.check(
                    "void",
                    client.put("/api/v1/share/list/info", Map.of("shareIdList", List.of(share), "trafficSwitch", 4)));
            assertThat(Sample.check("share_list", client.get("/api/v1/share/list?limit=10"))
                            .at("/shareList/0/trafficSwitch")
                            .asInt())
                    .isEqualTo(4);

            Sample.check("direct_enable", client.post("/api/v1/direct-link/enable", Map.of("fileID", folder)));
            String url = Sample.check("direct_url", client.get("/api/v1/direct-link/url?fileID=" + file))
                    .get("url")
                    .asText();
            assertThat(client.download(url).body()).isEqualTo(content);
            long task = Sample.check(
                            "offline",
                            client.post(
                                    "/api/v1/offline/download",
                                    Map.of("url", url, "fileName", "copy.mp4", "dirID", folder)))
                    .get("taskID")
                    .asLong();
            await().until(() ->
                    Sample.check("offline_process", client.get("/api/v1/offline/download/process?taskID=" + task))
                                    .get("status")
                                    .asInt()
                            == 2);
            assertThat(sim.drive().content("/甲/copy.mp4")).isEqualTo(content);
            Sample.check("direct_refresh", client.post("/api/v1/direct-link/cache/refresh", null));
            Sample.check("direct_enable", client.post("/api/v1/direct-link/disable", Map.of("fileID", folder)));
            assertThat(client.download(url).statusCode()).isEqualTo(404);
        }
    }
}
