package io.github.camelpan123.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.example.Playlists;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, twice, as the README's command runs it, judged by the simulator's own figures. */
class QuickstartIT {

    private static final String SLICE = "/upload/v2/file/slice";
    private static final String SINGLE = "/upload/v2/file/single/create";

    @TempDir
    Path target;

    private Pan123Simulator simulator() throws IOException {
        return Pan123Simulator.builder()
                .stateDirectory(target.resolve("simulator"))
                .start();
    }

    @Test
    void uploadsTranscodesAndFetchesAndASecondRunSkipsWhatIsThere() throws Exception {
        try (Pan123Simulator simulator = simulator()) {
            assertThat(Quickstart.run(target, simulator)).isZero();
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(simulator.figures().calls(SINGLE)).isEqualTo(6);
            assertThat(simulator.figures().calls(SLICE)).isEqualTo(4);
            assertThat(simulator.figures().calls("/api/v1/transcode/delete")).isOne();
        }
        assertThat(Playlists.in(target.resolve("hls"))).hasSize(3).allSatisfy(Playlists::assertPlays);

        try (Pan123Simulator simulator = simulator()) {
            assertThat(Quickstart.run(target, simulator)).isZero();
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(simulator.figures().uploadedBytes()).isZero();
            assertThat(simulator.figures().calls("/api/v1/transcode/upload/from_cloud_disk"))
                    .isZero();
        }
    }

    @Test
    void videosOfOneStemBothComeBackEachToAFolderOfItsOwn() throws Exception {
        Path input = Files.createDirectories(target.resolve("input"));
        for (String name : List.of("holiday.1.mp4", "holiday.2.mp4")) {
            Files.writeString(input.resolve(name), "the video " + name);
        }
        try (Pan123Simulator simulator = simulator()) {
            assertThat(Quickstart.run(target, simulator)).isZero();
            assertThat(simulator.figures().calls("/api/v1/transcode/delete")).isEqualTo(3);
        }
        for (String name : List.of("demo.mp4", "holiday.1.mp4", "holiday.2.mp4")) {
            assertThat(Playlists.in(target.resolve("hls").resolve(name)))
                    .isNotEmpty()
                    .allSatisfy(Playlists::assertPlays);
        }
    }
}
