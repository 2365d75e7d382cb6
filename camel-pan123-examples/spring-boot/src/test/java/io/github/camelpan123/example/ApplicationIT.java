package io.github.camelpan123.example;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, started as people start it, against the simulator. */
class ApplicationIT {

    private static final Path VIDEO = Path.of(System.getProperty("video"));
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    Path folder;

    @Test
    void videosComeBackAsStreamsAndTheAccountIsHealthy() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        Files.copy(VIDEO, folder.resolve("inbox/demo.mp4"));
        Files.writeString(folder.resolve("inbox/notes.txt"), "no video");
        try (Pan123Simulator simulator = Pan123Simulator.builder().start()) {
            Process application = start(simulator);
            try {
                await().atMost(Duration.ofMinutes(3)).until(() -> backAgain(application) == 3);
                assertThat(Playlists.in(folder.resolve("streams"))).hasSize(3).allSatisfy(Playlists::assertPlays);
                HttpResponse<String> health = health();
                assertThat(health.statusCode()).isEqualTo(200);
                assertThat(health.body()).contains("producer:pan123-").doesNotContain(simulator.clientSecret());
            } finally {
                stop(application);
            }
            assertThat(log())
                    .contains(":: Spring Boot ::", "(v" + System.getProperty("spring.boot.version") + ")")
                    .doesNotContain(simulator.clientSecret());
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(simulator.figures().calls("/upload/v2/file/single/create"))
                    .isEqualTo(2);
        }
    }

    private Process start(Pan123Simulator simulator) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("application"),
                "--server.port=0",
                "--video.look=1s");
        builder.environment().put("PAN123_BASE_URL", simulator.baseUrl());
        builder.environment().put("PAN123_CLIENT_ID", simulator.clientId());
        builder.environment().put("PAN123_CLIENT_SECRET", simulator.clientSecret());
        builder.environment().put("CAMEL_COMPONENT_PAN123_TIER", "free");
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void stop(Process application) throws InterruptedException {
        application.destroy();
        if (!application.waitFor(20, SECONDS)) {
            application.destroyForcibly();
            throw new AssertionError("the application did not stop");
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private long backAgain(Process application) throws IOException {
        String log = log();
        assertThat(application.isAlive()).as(log).isTrue();
        return log.lines().filter(line -> line.contains("is back")).count();
    }

    private HttpResponse<String> health() throws IOException, InterruptedException {
        Matcher port = PORT.matcher(log());
        assertThat(port.find()).isTrue();
        URI uri = URI.create("http://127.0.0.1:" + port.group(1) + "/actuator/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
