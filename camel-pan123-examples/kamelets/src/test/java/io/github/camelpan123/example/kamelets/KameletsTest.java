package io.github.camelpan123.example.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.Pan123Configuration;
import io.github.camelpan123.Pan123Endpoint;
import io.github.camelpan123.example.Playlists;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Pan123SimulatorExtension;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kamelets of the component's jar in YAML routes, against the simulator. */
class KameletsTest {

    private static final Path EXAMPLE = Path.of(System.getProperty("example"));
    private static final Path VIDEO = EXAMPLE.resolve("../quickstart/src/main/resources/input/demo.mp4");
    private static final Duration SOON = Duration.ofMinutes(3);

    @RegisterExtension
    final Pan123SimulatorExtension pan123 = Pan123SimulatorExtension.create();

    @TempDir
    Path folder;

    private static Main started(Path routes, String properties, Map<String, String> settings) {
        Main main = new Main();
        main.configure().withRoutesIncludePattern("file:" + routes);
        main.setPropertyPlaceholderLocations(properties);
        settings.forEach(main::addOverrideProperty);
        main.start();
        assertThat(main.getCamelContext().getVersion()).isEqualTo(System.getProperty("camel.version"));
        return main;
    }

    @Test
    void theExampleUploadsTranscodesAndConsumes(Pan123Simulator simulator) throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.copy(VIDEO, inbox.resolve("demo.mp4"));
        Files.writeString(inbox.resolve("notes.txt"), "no video");
        Path mirror = folder.resolve("mirror");
        Main main = started(
                EXAMPLE.resolve("kamelets.camel.yaml"),
                "file:" + EXAMPLE.resolve("application.properties"),
                Map.of(
                        "camel.component.pan123.base-url", simulator.baseUrl(),
                        "camel.component.pan123.client-id", simulator.clientId(),
                        "camel.component.pan123.client-secret", simulator.clientSecret(),
                        "video.inbox", inbox.toString(),
                        "video.streams", folder.resolve("streams").toString(),
                        "video.mirror", mirror.toString(),
                        "video.look", "1000"));
        try {
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> {
                        assertThat(Playlists.in(folder.resolve("streams")))
                                .hasSize(3)
                                .allSatisfy(Playlists::assertPlays);
                        assertThat(mirror.resolve("notes.txt")).hasContent("no video");
                        assertThat(mirror.resolve("demo.mp4")).hasSameBinaryContentAs(VIDEO);
                    });
        } finally {
            main.stop();
        }
        assertThat(simulator.drive().content("/camel-pan123-kamelets/demo.mp4")).isEqualTo(Files.readAllBytes(VIDEO));
        assertThat(simulator.figures().totalRefused()).isZero();
    }

    @Test
    void aKameletTakesItsOwnAccountAndAnActionNamesFiles(Pan123Simulator simulator) throws Exception {
        simulator.drive().addFile("/films/a.txt", "a".getBytes(StandardCharsets.UTF_8));
        Main main = started(
                EXAMPLE.resolve("src/test/resources/own-account.camel.yaml"),
                "false",
                Map.of(
                        "base", simulator.baseUrl(),
                        "id", simulator.clientId(),
                        "secret", "RAW(" + simulator.clientSecret() + ")"));
        try {
            var template = main.getCamelTemplate();
            String body = "text";
            template.sendBodyAndHeader("direct:upload", body, "file", "by-file.txt");
            template.sendBodyAndHeader("direct:upload", body, "ce-file", "by-ce-file.txt");
            template.sendBodyAndHeader("direct:upload", body, "CamelFileName", "by-camel.txt");
            template.sendBody("direct:upload-named", body);
            template.sendBody("direct:rename", null);
        } finally {
            main.stop();
        }
        assertThat(simulator.drive().list("/new/folder"))
                .extracting(entry -> entry.name())
                .containsExactlyInAnyOrder("by-file.txt", "by-ce-file.txt", "by-camel.txt", "named.txt");
        assertThat(simulator.drive().find("/films/b.txt")).isPresent();
        assertThat(simulator.drive().find("/films/a.txt")).isEmpty();
    }

    /** The action passes on all that it knows, most of it empty. */
    @ParameterizedTest
    @CsvSource({
        "path, , 11",
        "path, '', 11",
        "path, /own, ",
        "parentPath, , 12",
        "parentPath, '', 12",
        "parentPath, /own, ",
        "targetParentPath, , 13",
        "targetParentPath, '', 13",
        "targetParentPath, /own, "
    })
    void anActionThatNamesNothingLeavesItToTheComponent(String property, String value, Long id) throws Exception {
        Path routes = Files.writeString(
                folder.resolve("routes.camel.yaml"),
                """
                - route:
                    from:
                      uri: direct:act
                      steps:
                        - to:
                            uri: kamelet:pan123-action
                            parameters:
                              operation: getFile
                """ + (value == null ? "" : " ".repeat(14) + property + ": \"" + value + "\"\n"));
        Main main = started(
                routes,
                "false",
                Map.of(
                        "camel.component.pan123.client-id", "kamelets",
                        "camel.component.pan123.client-secret", "s",
                        "camel.component.pan123.file-id", "11",
                        "camel.component.pan123.parent-file-id", "12",
                        "camel.component.pan123.target-parent-file-id", "13"));
        try {
            Pan123Configuration options = main.getCamelContext().getEndpoints().stream()
                    .filter(Pan123Endpoint.class::isInstance)
                    .map(Pan123Endpoint.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .getConfiguration();
            boolean own = id == null;
            assertThat(options.getFileId()).isEqualTo(property.equals("path") ? id : (Long) 11L);
            assertThat(options.getParentFileId()).isEqualTo(property.equals("parentPath") ? id : (Long) 12L);
            assertThat(options.getTargetParentFileId())
                    .isEqualTo(property.equals("targetParentPath") ? id : (Long) 13L);
            assertThat(options.getPath()).isEqualTo(own && property.equals("path") ? value : null);
            assertThat(options.getParentPath()).isEqualTo(own && property.equals("parentPath") ? value : null);
            assertThat(options.getTargetParentPath())
                    .isEqualTo(own && property.equals("targetParentPath") ? value : null);
        } finally {
            main.stop();
        }
    }
}
