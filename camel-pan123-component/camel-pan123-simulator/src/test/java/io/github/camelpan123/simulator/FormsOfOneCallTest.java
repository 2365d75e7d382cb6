package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that the platform's pages show in two forms: either does the same. {@link EveryEndpointTest} has the shapes of the answers. */
class FormsOfOneCallTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private static Pan123Simulator start(Mode mode) throws Exception {
        return Pan123Simulator.builder()
                .mode(mode)
                .limits(false)
                .resolutionPolls(0)
                .copyTime(Duration.ZERO)
                .start();
    }

    static Stream<Arguments> copies() {
        return Stream.of(Mode.values()).flatMap(mode -> Stream.of("targetDirId", "targetDirID")
                .flatMap(name -> Stream.of(true, false).map(many -> Arguments.of(mode, name, many))));
    }

    @ParameterizedTest
    @MethodSource("copies")
    void aCopyGoesWhereEitherSpellingSays(Mode mode, String name, boolean many) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            long file = sim.drive().addFile("/a.bin", CONTENT);
            Map<String, Object> call = new LinkedHashMap<>();
            call.put(many ? "fileIds" : "fileId", many ? List.of(file) : file);
            call.put(name, sim.drive().addFolder("/there"));
            JsonNode answer = new ApiClient(sim).login().post("/api/v1/file/" + (many ? "async/copy" : "copy"), call);
            assertThat(answer.get("code").asInt()).as(answer.toString()).isZero();
            assertThat(sim.drive().find("/there/a.bin")).isPresent();
        }
    }

    @Test
    void bothSpellingsAtOnceMustSayTheSame() throws Exception {
        try (Pan123Simulator sim = start(Mode.STRICT)) {
            ApiClient client = new ApiClient(sim).login();
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("fileId", sim.drive().addFile("/a.bin", CONTENT));
            call.put("targetDirId", sim.drive().addFolder("/there"));
            call.put("targetDirID", sim.drive().addFolder("/elsewhere"));
            assertThat(client.post("/api/v1/file/copy", call).get("code").asInt())
                    .isEqualTo(1);
            assertThat(sim.drive().find("/elsewhere/a.bin")).isEmpty();
            call.put("targetDirID", call.get("targetDirId"));
            assertThat(client.post("/api/v1/file/copy", call).get("code").asInt())
                    .isZero();
            assertThat(sim.drive().find("/there/a.bin")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anImportTakesTheArrayAloneOrAsAMember(Mode mode) throws Exception {
        try (Pan123Simulator sim = start(mode)) {
            ApiClient client = new ApiClient(sim).login();
            List<Object> alone = List.of(Map.of("fileId", sim.drive().addFile("/alone.mp4", CONTENT)));
            Object member =
                    Map.of("fileId", List.of(Map.of("fileId", sim.drive().addFile("/member.mp4", CONTENT))));
            for (Object body : List.of(alone, member)) {
                Sample.check("transcode_import", client.post("/api/v1/transcode/upload/from_cloud_disk", body));
            }
            assertThat(sim.drive().videos())
                    .extracting(video -> video.name())
                    .containsExactly("alone.mp4", "member.mp4");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theTranscodesOfAFileOfTheDrive(Mode mode) throws Exception {
        TokensAndLimitsTest.HandClock clock = new TokensAndLimitsTest.HandClock();
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .mode(mode)
                .limits(false)
                .resolutionPolls(0)
                .clock(clock)
                .start()) {
            ApiClient client = new ApiClient(sim).login();
            long file = sim.drive().addFile("/v.mp4", CONTENT);
            String list = "/api/v1/video/transcode/list?fileId=";
            client.post("/api/v1/transcode/upload/from_cloud_disk", List.of(Map.of("fileId", file)));
            assertThat(client.get(list + file).at("/data/status").asInt()).isEqualTo(1);
            assertThat(client.get(list + file).at("/data/list")).isEmpty();
            long video = sim.drive().videos().get(0).id();
            sim.drive().addTranscode(video, "480p", Duration.ofSeconds(60), 3);
            sim.drive().addTranscode(video, "720p", Duration.ofSeconds(120), 255);
            sim.drive().addTranscode(video, "1080p", Duration.ofSeconds(180), 255);
            assertThat(client.get(list + file).at("/data/status").asInt()).isEqualTo(1);
            clock.move(Duration.ofSeconds(121));
            assertThat(client.get(list + file).at("/data/status").asInt()).isEqualTo(254);
            JsonNode rows = client.get(list + file).at("/data/list");
            assertThat(rows).extracting(row -> row.get("resolution").asText()).containsExactly("480p", "720p", "1080p");
            assertThat(rows).extracting(row -> row.get("height").asInt()).containsExactly(480, 720, 1080);
            assertThat(rows).extracting(row -> row.get("status").asInt()).containsExactly(3, 255, 2);
            assertThat(rows).extracting(row -> row.get("progress").asInt()).containsExactly(0, 100, 0);
            String playlist = rows.get(1).get("url").asText();
            assertThat(new String(client.download(playlist).body(), java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("#EXTM3U");
            sim.drive().addTranscode(video, "480p", Duration.ZERO, 255);
            clock.move(Duration.ofSeconds(60));
            Sample.check("video_transcode_list", client.get(list + file));
            long failing = sim.drive().addFile("/w.mp4", CONTENT);
            client.post("/api/v1/transcode/upload/from_cloud_disk", List.of(Map.of("fileId", failing)));
            sim.drive().addTranscode(sim.drive().videos().get(1).id(), "480p", Duration.ZERO, 7);
            assertThat(client.get(list + failing).at("/data/status").asInt()).isEqualTo(3);
            Sample.check("no_such_file", client.get(list + 987654321));
            long text = sim.drive().addFile("/a.txt", CONTENT);
            assertThat(client.get(list + text).get("code").asInt()).isEqualTo(1);
        }
    }
}
