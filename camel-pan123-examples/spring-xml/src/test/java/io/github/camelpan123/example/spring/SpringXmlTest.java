package io.github.camelpan123.example.spring;

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
import java.util.Map;
import org.apache.camel.test.spring.junit5.CamelSpringTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.ClassPathXmlApplicationContext;

/** The {@code <camelContext>} as it is, with the settings that point at the simulator. */
class SpringXmlTest extends CamelSpringTestSupport {

    private static final Path VIDEO = Path.of("../quickstart/src/main/resources/input/demo.mp4");

    @RegisterExtension
    static final Pan123SimulatorExtension PAN123 = Pan123SimulatorExtension.create();

    @TempDir
    static Path folder;

    private static Map<String, String> settings() {
        Pan123Simulator simulator = PAN123.simulator();
        return Map.of(
                "PAN123_BASE_URL", simulator.baseUrl(),
                "PAN123_CLIENT_ID", simulator.clientId(),
                "PAN123_CLIENT_SECRET", simulator.clientSecret(),
                "inbox", folder.resolve("inbox").toString(),
                "outbox", folder.resolve("outbox").toString());
    }

    @Override
    protected AbstractApplicationContext createApplicationContext() {
        try {
            Files.createDirectories(folder.resolve("inbox"));
            Files.copy(VIDEO, folder.resolve("inbox/demo.mp4"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings().forEach(System::setProperty);
        return new ClassPathXmlApplicationContext("routes.xml");
    }

    @AfterEach
    void forget() {
        settings().keySet().forEach(System::clearProperty);
    }

    @Test
    void theRoutesUploadTranscodeAndConsume(Pan123Simulator simulator) throws Exception {
        await().atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> Playlists.in(folder.resolve("outbox")).size() == 3);
        assertThat(Playlists.in(folder.resolve("outbox"))).allSatisfy(Playlists::assertPlays);
        assertThat(simulator.drive().content("/camel-pan123-spring/demo.mp4")).isEqualTo(Files.readAllBytes(VIDEO));
        assertThat(simulator.figures().totalRefused()).isZero();
    }
}
