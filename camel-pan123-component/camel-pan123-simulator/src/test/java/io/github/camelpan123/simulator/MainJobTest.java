package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sequences of appendix A from end to end, and what must survive a restart. */
class MainJobTest {
    @TempDir
    Path state;

    @Test
    void uploadTranscodeAndDownloadSurviveARestart() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        long video;
        String id;
        String token;
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .stateDirectory(state)
                .sliceSize(100_000)
                .sliceServers(2)
                .transcodeTime(Duration.ofMillis(50))
                .limits(false)
                .start()) {
            id = sim.clientId();
            ApiClient client = new ApiClient(sim).login();
            token = client.token();
            long folder = client.post("/upload/v1/file/mkdir", Map.of("name", "视频", "parentID", 0))
                    .at("/data/dirID")
                    .asLong();
            JsonNode uploaded = client.upload(folder, "a.mp4", content);
            assertThat(uploaded.path("code").asInt()).as(uploaded.toString()).isZero();
            long fileId = uploaded.at("/data/fileID").asLong();
            assertThat(sim.drive().content("/视频/a.mp4")).isEqualTo(content);
            assertThat(sim.figures().uploadedBytes()).isEqualTo(content.length);

            long space = client.post("/api/v1/transcode/folder/info", null)
                    .at("/data/fileID")
                    .asLong();
            assertThat(client.post("/api/v1/transcode/upload/from_cloud_disk", List.of(Map.of("fileId", fileId)))
                            .path("data")
                            .asText())
                    .isEqualTo("上传成功");
            video = client.get("/api/v2/file/list?limit=100&businessType=2&parentFileId=" + space)
                    .at("/data/fileList/0/fileId")
                    .asLong();
            Map<String, Object> which = Map.of("fileId", video);
            assertThat(client.post("/api/v1/transcode/video/resolutions", which)
                            .at("/data/IsGetResolution")
                            .asBoolean())
                    .isTrue();
            JsonNode ready = client.post("/api/v1/transcode/video/resolutions", which);
            assertThat(ready.at("/data/Resolutions").asText()).isEqualTo("480p,720p,1080p");
            JsonNode started = client.post(
                    "/api/v1/transcode/video",
                    Map.of(
                            "fileId",
                            video,
                            "codecName",
                            ready.at("/data/CodecNames").asText(),
                            "videoTime",
                            ready.at("/data/VideoTime").asInt(),
                            "resolutions",
                            "1080P,720P"));
            assertThat(started.path("data").asText()).isEqualTo("1080P&720P已成功开始转码，请在转码结果中查询");
            await().until(() -> client.post("/api/v1/transcode/video/record", which)
                    .at("/data/UserTranscodeVideoRecordList")
                    .findValuesAsText("status")
                    .equals(List.of("255", "255")));
        }
        try (Pan123Simulator sim =
                Pan123Simulator.builder().stateDirectory(state).limits(false).start()) {
            assertThat(sim.clientId()).isEqualTo(id);
            ApiClient client = new ApiClient(sim);
            client.token(token);
            JsonNode result = client.post("/api/v1/transcode/video/result", Map.of("fileId", video));
            assertThat(result.at("/data/UserTranscodeVideoList").size()).isEqualTo(2);
            String play =
                    result.at("/data/UserTranscodeVideoList/0/Files/0/Url").asText();
            String playlist = new String(client.download(play).body(), StandardCharsets.UTF_8);
            String segment = playlist.lines()
                    .filter(line -> line.startsWith("http"))
                    .findFirst()
                    .orElseThrow();
            assertThat(client.download(segment).body()[0])
                    .as("MPEG-TS sync byte")
                    .isEqualTo((byte) 0x47);
            String url = client.post("/api/v1/transcode/file/download", Map.of("fileId", video))
                    .at("/data/downloadUrl")
                    .asText();
            assertThat(client.download(url).body()).isEqualTo(content);
            var part = client.download(url, "Range", "bytes=10-19");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(10).startsWith(content[10]);
            assertThat(sim.drive().find("/视频/a.mp4")).isPresent();
        }
    }
}
