package io.github.camelpan123.example.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.camelpan123.example.Playlists;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Pan123SimulatorExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real Main, in a process of its own, with its settings in the environment. */
class DriveMainTest {

    private static final Path VIDEO = Path.of("../quickstart/src/main/resources/input/demo.mp4");

    @RegisterExtension
    final Pan123SimulatorExtension pan123 = Pan123SimulatorExtension.create();

    @TempDir
    Path folder;

    private Process start(String language, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx256m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        DriveMain.class.getName(),
                        language)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private Map<String, String> environment(Pan123Simulator simulator) {
        return Map.of(
                "PAN123_BASE_URL", simulator.baseUrl(),
                "PAN123_CLIENT_ID", simulator.clientId(),
                "PAN123_SECRETS", folder.resolve("secrets").toString(),
                "INBOX", folder.resolve("inbox").toString(),
                "OUTBOX", folder.resolve("outbox").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml", "java"})
    void theRoutesUploadTranscodeAndConsume(String language, Pan123Simulator simulator) throws Exception {
        assumeFalse(
                language.equals("xml") && Boolean.getBoolean("camel.incomplete"),
                "Camel's reader of XML is left out here");
        Files.createDirectory(folder.resolve("inbox"));
        Files.copy(VIDEO, folder.resolve("inbox/demo.mp4"));
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/client-secret"), simulator.clientSecret() + "\n");
        Process main = start(language, environment(simulator));
        try {
            await().atMost(Duration.ofMinutes(3))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> !main.isAlive()
                            || Playlists.in(folder.resolve("outbox")).size() == 3);
            assertThat(main.isAlive()).as(Files.readString(log())).isTrue();
            assertThat(Playlists.in(folder.resolve("outbox"))).allSatisfy(Playlists::assertPlays);
            assertThat(simulator.drive().content("/camel-pan123-main/demo.mp4")).isEqualTo(Files.readAllBytes(VIDEO));
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(Files.readString(log())).doesNotContain(simulator.clientSecret());
        } finally {
            main.destroy();
            if (!main.waitFor(20, TimeUnit.SECONDS)) {
                main.destroyForcibly();
            }
        }
    }

    @Test
    void aSecretThatIsMissingIsNamed(Pan123Simulator simulator) throws Exception {
        Process main = start("yaml", environment(simulator));
        try {
            assertThat(main.waitFor(180, TimeUnit.SECONDS)).isTrue();
        } finally {
            main.destroyForcibly();
        }
        assertThat(main.exitValue()).isNotZero();
        assertThat(Files.readString(log()))
                .contains("{{secret:client-secret}} cannot be read from "
                        + folder.resolve("secrets").resolve("client-secret"));
        assertThat(simulator.figures().totalCalls()).isZero();
    }
}
