package io.github.camelpan123.example.quarkus;

import io.github.camelpan123.simulator.Pan123Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A simulator that runs as long as the application, and the settings with which the application uses it. */
public class SimulatedPlatform implements QuarkusTestResourceLifecycleManager {

    static final Path VIDEO = Path.of("../quickstart/src/main/resources/input/demo.mp4");

    private Pan123Simulator simulator;

    @Override
    public Map<String, String> start() {
        try {
            Path inbox = Files.createTempDirectory(Path.of("target"), "inbox");
            Path outbox = Files.createTempDirectory(Path.of("target"), "outbox");
            Files.copy(VIDEO, inbox.resolve("demo.mp4"));
            simulator = Pan123Simulator.builder()
                    .resolutionPolls(0)
                    .transcodeTime(Duration.ofMillis(100))
                    .start();
            return Map.of(
                    "camel.component.pan123.base-url", simulator.baseUrl(),
                    "camel.component.pan123.client-id", simulator.clientId(),
                    "camel.component.pan123.client-secret", simulator.clientSecret(),
                    "inbox", inbox.toString(),
                    "outbox", outbox.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
