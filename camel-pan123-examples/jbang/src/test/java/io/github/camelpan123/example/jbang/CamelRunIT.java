package io.github.camelpan123.example.jbang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.example.Playlists;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Pan123SimulatorExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The folder as it is, run by the engine of the Camel CLI, which fetches the component from a repository. */
class CamelRunIT {

    private static final Path VIDEO = Path.of("../quickstart/src/main/resources/input/demo.mp4");
    private static final List<String> FILES = List.of("videos.camel.yaml", "application.properties");

    private static final Path LOG = Path.of("target/camel-run.log");

    @RegisterExtension
    final Pan123SimulatorExtension pan123 = Pan123SimulatorExtension.create();

    @TempDir
    Path folder;

    private Process camel(Pan123Simulator simulator, String... arguments) throws IOException {
        for (String file : FILES) {
            Files.copy(Path.of(file), folder.resolve(file));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                // where it notes which of its processes run: not in the home of who runs this test
                "-Duser.home=" + folder,
                "-Dmaven.repo.local=" + System.getProperty("published"),
                "-classpath",
                System.getProperty("java.class.path"),
                CamelCli.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PAN123_BASE_URL", simulator.baseUrl(),
                        "PAN123_CLIENT_ID", simulator.clientId(),
                        "PAN123_CLIENT_SECRET", simulator.clientSecret()));
        return builder.start();
    }

    @Test
    void theFolderUploadsTranscodesAndConsumes(Pan123Simulator simulator) throws Exception {
        Files.createDirectory(folder.resolve("inbox"));
        Files.copy(VIDEO, folder.resolve("inbox/demo.mp4"));
        Process camel = camel(
                simulator,
                "run",
                FILES.get(0),
                FILES.get(1),
                "--dep=mvn:io.github.camelpan123:camel-pan123:" + System.getProperty("component.version"),
                "--property=video.look=1000",
                "--repos=" + System.getProperty("repository"),
                "--kamelets-version=" + System.getProperty("kamelets.version"));
        try {
            await().atMost(Duration.ofMinutes(3))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> !camel.isAlive()
                            || Playlists.in(folder.resolve("streams")).size() == 3);
            assertThat(camel.isAlive()).as(Files.readString(LOG)).isTrue();
            assertThat(simulator.drive().content("/camel-pan123-jbang/demo.mp4"))
                    .isEqualTo(Files.readAllBytes(VIDEO));
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(Files.readString(LOG)).doesNotContain(simulator.clientSecret());
        } finally {
            camel.destroy();
            if (!camel.waitFor(20, TimeUnit.SECONDS)) {
                camel.destroyForcibly();
            }
        }
    }
}
