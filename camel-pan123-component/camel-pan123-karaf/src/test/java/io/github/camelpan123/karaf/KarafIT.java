package io.github.camelpan123.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A real Karaf, offline, installs the published feature and the example's: a video goes up, is transcoded, and comes
 * back. The other tests break the bundle and see that the first one would notice.
 */
class KarafIT {

    private static final Path VIDEO =
            Path.of("../../camel-pan123-examples/quickstart/src/main/resources/input/demo.mp4");
    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    private Pan123Simulator simulator;
    private Path base;
    private Repository repository;

    @BeforeEach
    void start(TestInfo test) throws IOException {
        simulator = Pan123Simulator.builder().start();
        base = Path.of(
                System.getProperty("karaf.work"),
                test.getTestMethod().orElseThrow().getName());
        delete(base);
        Files.createDirectories(base.resolve("inbox"));
        Files.copy(VIDEO, base.resolve("inbox/demo.mp4"));
        repository = Repository.with(base.resolve("altered"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Karaf karaf() throws IOException {
        return karaf("camel-pan123-example-java");
    }

    private Karaf karaf(String... features) throws IOException {
        String version = System.getProperty("project.version");
        return Karaf.start(
                base,
                repository,
                "mvn:io.github.camelpan123/camel-pan123-example-karaf/" + version + "/xml/features",
                List.of(features),
                Map.of(
                        "io.github.camelpan123.example",
                        Map.of(
                                "baseUrl", simulator.baseUrl(),
                                "clientId", simulator.clientId(),
                                "clientSecret", simulator.clientSecret(),
                                "inbox", base.resolve("inbox").toString(),
                                "outbox", base.resolve("outbox").toString())));
    }

    private List<Path> playlists() throws IOException {
        Path outbox = base.resolve("outbox");
        if (!Files.exists(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(outbox)) {
            // in a folder of its own until it is complete
            return files.filter(file -> file.toString().endsWith(".m3u8"))
                    .filter(file -> !file.toString().contains(".part"))
                    .toList();
        }
    }

    /** A playlist is of no use without its segments. */
    private static void assertPlays(Path playlist) {
        assertThat(playlist).content().satisfies(text -> assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(
                        segment -> assertThat(playlist.resolveSibling(segment)).isNotEmptyFile()));
    }

    private Path receipt() {
        return base.resolve("outbox/demo.mp4.json");
    }

    @Test
    void theFeatureUploadsTranscodesAndConsumes() throws Exception {
        try (Karaf karaf = karaf()) {
            awaitPlaylists(karaf);
            JsonNode entry = new ObjectMapper().readTree(receipt().toFile());
            assertThat(entry.get("name").asText()).isEqualTo("demo.mp4");
            assertArrived();
            assertThat(karaf.lines("| WARN", "| ERROR")).isEmpty();
            showsItsAccount(karaf);
        }
    }

    private void showsItsAccount(Karaf karaf) throws Exception {
        try (JMXConnector connector = karaf.mbeans()) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ObjectName account = one(server, "org.apache.camel:type=pan123,name=\"account\",*");
            assertThat(server.getAttribute(account, "UploadsSucceeded")).isEqualTo(1L);
            assertThat((long) server.getAttribute(account, "Sent")).isPositive();
            ObjectName health = one(server, "org.apache.camel:type=health,*");
            TabularData checks = (TabularData) server.invoke(health, "details", null, null);
            assertThat(checks.toString()).contains("consumer:", "producer:pan123-");
        }
    }

    private static ObjectName one(MBeanServerConnection server, String pattern) throws Exception {
        Set<ObjectName> found = server.queryNames(new ObjectName(pattern), null);
        assertThat(found).as(pattern).hasSize(1);
        return found.iterator().next();
    }

    /** The stand-in for Camel's features has no camel-blueprint: it would have to be camel-karaf's. */
    @Test
    @EnabledIfSystemProperty(named = "karaf.official", matches = "true")
    void theRoutesInBlueprintXmlDoTheSame() throws Exception {
        try (Karaf karaf = karaf("camel-pan123-example-blueprint")) {
            awaitPlaylists(karaf);
            assertArrived();
        }
    }

    private void awaitPlaylists(Karaf karaf) {
        karaf.await(() -> {
            assertThat(karaf.lines("Error installing boot features", "missing requirement", "the routes cannot start"))
                    .isEmpty();
            return playlists().size() == 3;
        });
    }

    private void assertArrived() throws IOException {
        assertThat(playlists()).allSatisfy(KarafIT::assertPlays);
        assertThat(simulator.drive().content("/camel-pan123-karaf/demo.mp4")).isEqualTo(Files.readAllBytes(VIDEO));
        assertThat(simulator.drive().videos()).hasSize(1);
        assertThat(simulator.figures().totalRefused()).isZero();
        assertThat(simulator.figures().tokensIssued()).isOne();
    }

    /** Features that are installed while Karaf starts are resolved together: if one is not, no routes start. */
    @Test
    void theFeatureOfTheClusterIsResolved() throws Exception {
        try (Karaf karaf = karaf("camel-pan123-cluster", "camel-pan123-example-java")) {
            karaf.await(() -> {
                assertThat(karaf.lines("Error installing boot features", "missing requirement"))
                        .isEmpty();
                return simulator.figures().totalCalls() > 0;
            });
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void withoutBucket4jTheFeatureOfTheClusterIsNotResolved() throws Exception {
        repository.leaveOutOfFeatures("com.bucket4j");
        try (Karaf karaf = karaf("camel-pan123-cluster", "camel-pan123-example-java")) {
            karaf.await(() -> karaf.lines("missing requirement").stream()
                    .anyMatch(line -> line.contains("camel-pan123-cluster") && line.contains("io.github.bucket4j")));
            assertThat(simulator.figures().totalCalls()).isZero();
        }
    }

    @Test
    void withoutItsServiceFileTheComponentIsNotFound() throws Exception {
        repository.alterComponent(name -> !name.equals(SERVICES + "component/pan123"), manifest -> {});
        try (Karaf karaf = karaf()) {
            karaf.await(() ->
                    !karaf.lines("The routes wait for the component pan123").isEmpty());
            assertThat(karaf.lines("| Apache Camel 4.")).isEmpty();
            assertThat(simulator.figures().totalCalls()).isZero();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void withARangeForHttpClientTheFeatureIsNotResolved() throws Exception {
        repository.alterComponent(name -> true, manifest -> {
            Attributes main = manifest.getMainAttributes();
            main.putValue(
                    "Import-Package", main.getValue("Import-Package").replace("version=0", "version=\"[5.3,6)\""));
        });
        try (Karaf karaf = karaf()) {
            karaf.await(() -> karaf.lines("missing requirement").stream()
                    .anyMatch(line -> line.contains("org.apache.hc.client5")));
            assertThat(simulator.figures().totalCalls()).isZero();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void withoutItsConvertersTheReceiptIsNotJson() throws Exception {
        repository.alterComponent(name -> !name.equals(SERVICES + "TypeConverterLoader"), manifest -> {});
        try (Karaf karaf = karaf()) {
            karaf.await(() -> Files.exists(receipt()) && Files.size(receipt()) > 0);
            assertThat(receipt()).content().doesNotStartWith("{");
        }
    }
}
