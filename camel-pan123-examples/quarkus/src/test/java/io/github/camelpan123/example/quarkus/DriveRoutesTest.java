package io.github.camelpan123.example.quarkus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.camelpan123.Pan123CloudEventTransformer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.spi.Transformer;
import org.apache.camel.spi.TransformerKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The application in JVM mode. Its platform is {@link SimulatedPlatform}. */
@QuarkusTest
@QuarkusTestResource(SimulatedPlatform.class)
class DriveRoutesTest {

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    @ConfigProperty(name = "outbox")
    String outbox;

    private List<Path> playlists() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(outbox))) {
            // in a folder of its own until it is complete
            return files.filter(file -> file.toString().endsWith(".m3u8"))
                    .filter(file -> !file.toString().contains(".part"))
                    .toList();
        }
    }

    @Test
    void theRoutesUploadTranscodeAndConsume() throws Exception {
        await().atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> playlists().size() == 3);
        for (Path playlist : playlists()) {
            List<String> segments = Files.readAllLines(playlist).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertFalse(segments.isEmpty());
            for (String segment : segments) {
                assertTrue(Files.size(playlist.resolveSibling(segment)) > 0);
            }
        }
        byte[] stored = template.requestBody("pan123:download?path=/camel-pan123-quarkus/demo.mp4", null, byte[].class);
        assertArrayEquals(Files.readAllBytes(SimulatedPlatform.VIDEO), stored);
        assertEquals(2, context.getRoutes().size());
    }

    /** Camel Quarkus alone does not find it, since the application does not have camel-quarkus-cloudevents. */
    @Test
    @DisabledIfSystemProperty(
            named = "pan123.artifact",
            matches = "camel-pan123",
            disabledReason = "the plain jar registers no data type in Quarkus")
    void theExtensionRegistersTheDataTypeForCloudEvents() {
        Transformer transformer = context.getTransformerRegistry()
                .resolveTransformer(new TransformerKey("pan123:application-cloudevents"));
        assertInstanceOf(Pan123CloudEventTransformer.class, transformer);
    }

    @Test
    void theAccountHasAHealthCheck() {
        HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(context, "producers");
        producers.setEnabled(true);
        await().atMost(Duration.ofMinutes(3))
                .until(() -> producers.stream().anyMatch(check -> check.getId().startsWith("producer:pan123-")));
    }
}
