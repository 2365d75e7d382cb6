package io.github.camelpan123.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
        assertThat(playlists()).hasSize(3).allSatisfy(QuickstartIT::pointsAtFilesBesideIt);

        try (Pan123Simulator simulator = simulator()) {
            assertThat(Quickstart.run(target, simulator)).isZero();
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(simulator.figures().uploadedBytes()).isZero();
            assertThat(simulator.figures().calls("/api/v1/transcode/upload/from_cloud_disk"))
                    .isZero();
        }
    }

    private List<Path> playlists() throws IOException {
        try (Stream<Path> files = Files.walk(target.resolve("hls"))) {
            // in a folder of its own until it is complete
            return files.filter(file -> file.toString().endsWith(".m3u8"))
                    .filter(file -> !file.toString().contains(".part"))
                    .toList();
        }
    }

    private static void pointsAtFilesBesideIt(Path playlist) throws IOException {
        List<String> entries = Files.readAllLines(playlist).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(entries).isNotEmpty().allSatisfy(entry -> assertThat(playlist.resolveSibling(entry))
                .isNotEmptyFile());
    }
}
