package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transcode goes from 1 over 2 to its end by time alone, and every question on the way is answered as often as was asked for. */
class TranscodeStatesTest {
    private static final int POLLS = 3;

    private final TokensAndLimitsTest.HandClock clock = new TokensAndLimitsTest.HandClock();

    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(Pan123Simulator.builder()
            .limits(false)
            .clock(clock)
            .transcodeTime(Duration.ofSeconds(100))
            .resolutionPolls(POLLS)
            .zipPolls(POLLS));

    private Pan123Simulator sim;
    private ApiClient client;
    private long video;

    @BeforeEach
    void prepare() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
        video = sim.drive().addVideo("v.mp4", new byte[10]);
    }

    private JsonNode ask(String call) {
        return client.post("/api/v1/transcode/" + call, Map.of("fileId", video));
    }

    private JsonNode start(String resolutions) {
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("fileId", video);
        start.put("codecName", "H.264");
        start.put("videoTime", 4);
        start.put("resolutions", resolutions);
        return client.post("/api/v1/transcode/video", start);
    }

    private void statuses(String... byResolution) {
        List<String> record = new ArrayList<>();
        for (JsonNode each :
                Sample.check("transcode_record", ask("video/record")).get("UserTranscodeVideoRecordList")) {
            int status = each.get("status").asInt();
            record.add(each.get("resolution").asText() + " " + status);
            assertThat(each.get("link").asText().isEmpty())
                    .as("a link only when done")
                    .isEqualTo(status != 255);
            assertThat(each.get("create_at").asText()).isEqualTo("2026-01-01 08:00:00");
        }
        List<String> result = new ArrayList<>();
        for (JsonNode each :
                Sample.check("transcode_result", ask("video/result")).get("UserTranscodeVideoList")) {
            int status = each.get("Status").asInt();
            result.add(each.get("Resolution").asText() + " " + status);
            assertThat(each.get("Files").isArray()).isTrue();
            assertThat(each.get("Files").isEmpty())
                    .as("products only when done")
                    .isEqualTo(status != 255);
            assertThat(each.get("CreateAt").asText()).isEqualTo("2026-01-01 08:00:00");
            assertThat(each.get("UpdateAt").asText())
                    .isEqualTo(status <= 2 ? "2026-01-01 08:00:00" : "2026-01-01 08:01:40");
        }
        assertThat(record).containsExactly(byResolution);
        assertThat(result).containsExactly(byResolution);
    }

    private String taken() {
        return Sample.check("transcode_resolutions", ask("video/resolutions"))
                .get("NowOrFinishedResolutions")
                .asText();
    }

    @Test
    void preparingThenRunningThenDoneOrFailed() {
        sim.faults().failTranscode("480p", 7).failTranscode(null, 254);
        assertThat(start("1080P,480P,720P").get("data").asText()).isEqualTo("1080P&480P&720P已成功开始转码，请在转码结果中查询");
        statuses("1080P 1", "480P 1", "720P 1");
        assertThat(taken()).isEqualTo("1080p,720p,480p");
        clock.move(Duration.ofMillis(19_999));
        statuses("1080P 1", "480P 1", "720P 1");
        clock.move(Duration.ofMillis(1));
        statuses("1080P 2", "480P 2", "720P 2");
        assertThat(start("720P").get("code").asInt()).as("it runs").isEqualTo(1);
        assertThat(all().get("code").asInt()).as("nothing is done").isEqualTo(1);
        clock.move(Duration.ofMillis(79_999));
        statuses("1080P 2", "480P 2", "720P 2");
        assertThat(taken()).isEqualTo("1080p,720p,480p");
        clock.move(Duration.ofMillis(1));
        statuses("1080P 254", "480P 7", "720P 255");
        assertThat(taken()).as("what failed may be tried again").isEqualTo("720p");
        assertThat(start("720P").get("code").asInt()).as("it is done").isEqualTo(1);
        assertThat(start("480P,720P").get("code").asInt()).as("all or none").isEqualTo(1);
        clock.move(Duration.ofDays(1));
        statuses("1080P 254", "480P 7", "720P 255");
        assertThat(start("480P").get("code").asInt()).isZero();
        assertThat(taken()).isEqualTo("720p,480p");
        clock.move(Duration.ofSeconds(100));
        assertThat(ask("video/record").findValuesAsText("status")).containsExactly("254", "7", "255", "255");
    }

    @Test
    void resolutionsAreKnownAfterTheSetNumberOfQuestions() {
        long file = sim.drive().addFile("/w.mp4", new byte[10]);
        client.post("/api/v1/transcode/upload/from_cloud_disk", List.of(Map.of("fileId", file)));
        video = sim.drive().videos().get(1).id();
        assertThat(start("720P").get("code").asInt()).as("nobody asked yet").isEqualTo(1);
        for (int i = 0; i < POLLS; i++) {
            JsonNode pending = Sample.check("transcode_resolutions_pending", ask("video/resolutions"));
            assertThat(pending.get("IsGetResolution").asBoolean()).isTrue();
            assertThat(pending.get("Resolutions").asText()).isEmpty();
        }
        JsonNode known = Sample.check("transcode_resolutions", ask("video/resolutions"));
        assertThat(known.get("IsGetResolution").asBoolean()).isFalse();
        assertThat(known.get("Resolutions").asText()).isEqualTo("480p,720p,1080p");
        assertThat(known.get("NowOrFinishedResolutions").asText()).isEmpty();
        assertThat(start("720P").get("code").asInt()).isZero();
    }

    private JsonNode all() {
        return client.post("/api/v1/transcode/file/download/all", Map.of("fileId", video, "zipName", "222.mp4"));
    }

    @Test
    void theArchiveIsBuiltAfterTheSetNumberOfQuestions() {
        for (String resolution : new String[] {"480p", "1080p"}) {
            sim.drive().addTranscode(video, resolution, Duration.ZERO, 255);
        }
        for (int i = 0; i < POLLS; i++) {
            JsonNode building = Sample.check("transcode_all", all());
            assertThat(building.get("isDownloading").asBoolean()).isTrue();
            assertThat(building.get("downloadUrl").asText()).isEmpty();
        }
        JsonNode built = Sample.check("transcode_all", all());
        assertThat(built.get("isDownloading").asBoolean()).isFalse();
        assertThat(built.get("downloadUrl").asText())
                .contains("/a/api/uncompress/statics/")
                .contains("/" + ApiClient.md5(new byte[10]).substring(0, 8) + "_10/1080p_480p_222.mp4.zip?")
                .contains("&token=Bearer%20");
        assertThat(client.download(built.get("downloadUrl").asText()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatIsAskedOfNothingIsAnEmptyList(Mode mode) throws Exception {
        try (Pan123Simulator other =
                Pan123Simulator.builder().limits(false).mode(mode).start()) {
            ApiClient asking = new ApiClient(other).login();
            Map<String, Object> which = Map.of("fileId", other.drive().addVideo("n.mp4", new byte[1]));
            JsonNode records = asking.post("/api/v1/transcode/video/record", which);
            JsonNode results = asking.post("/api/v1/transcode/video/result", which);
            assertThat(records.at("/data").toString()).isEqualTo("{\"UserTranscodeVideoRecordList\":[]}");
            assertThat(results.at("/data").toString()).isEqualTo("{\"UserTranscodeVideoList\":[]}");
        }
    }
}
