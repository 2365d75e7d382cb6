package io.github.camelpan123.example.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Pan123SimulatorExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard asks for is what a scrape of the running application has. */
@DisabledIfSystemProperty(
        named = "camel.incomplete",
        matches = "true",
        disabledReason = "Camel's meters for Prometheus are left out here")
class DashboardTest {

    private static final Path DASHBOARD = Path.of("grafana/pan123.json");
    private static final Pattern METRIC = Pattern.compile("camel_pan123_\\w+");
    private static final Pattern GROUPS = Pattern.compile("by \\(([\\w, ]+)\\)");
    private static final Pattern SELECTED = Pattern.compile("(\\w+)=~?\"");
    private static final Pattern SAMPLE = Pattern.compile("(camel_pan123_\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    @RegisterExtension
    final Pan123SimulatorExtension pan123 = Pan123SimulatorExtension.create();

    @TempDir
    Path folder;

    private record Query(String title, String expression, String legend) {}

    private static List<Query> queries() throws IOException {
        List<Query> found = new ArrayList<>();
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                found.add(new Query(
                        panel.get("title").asText(),
                        target.get("expr").asText(),
                        target.get("legendFormat").asText()));
            }
        }
        return found;
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.addAll(List.of(matcher.group(matcher.groupCount()).split(", ?")));
        }
        return found;
    }

    /** The labels of each metric. */
    private static Map<String, Set<String>> metrics(String scrape) {
        Map<String, Set<String>> found = new HashMap<>();
        scrape.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> found.computeIfAbsent(
                        sample.group(1), name -> new HashSet<>())
                .addAll(all(LABEL, sample.group(2) == null ? "" : sample.group(2))));
        return found;
    }

    /** Below those that the system gives to whoever asks for any, which the application does before it opens this one. */
    private static int freePort() {
        int port = 20_000 + (int) (ProcessHandle.current().pid() * 97 % 10_000);
        while (!isFree(port)) {
            port++;
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static String get(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/metrics"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachQueryFindsItsMetricsAndLabels(Pan123Simulator simulator) throws Exception {
        Files.createDirectory(folder.resolve("inbox"));
        Files.copy(Path.of("../quickstart/src/main/resources/input/demo.mp4"), folder.resolve("inbox/demo.mp4"));
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/client-secret"), simulator.clientSecret());
        // something that fails, and something that is refused
        simulator.faults().on("/upload/v2/file/create").times(1).http(500);
        simulator.faults().on("/upload/v2/file/domain").times(1).answer(429);
        simulator.faults().on("/upload/v2/file/single/create").times(1).http(500);
        int port = freePort();
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx256m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        DriveMain.class.getName(),
                        "yaml")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PAN123_BASE_URL", simulator.baseUrl(),
                        "PAN123_CLIENT_ID", simulator.clientId(),
                        "PAN123_SECRETS", folder.resolve("secrets").toString(),
                        "INBOX", folder.resolve("inbox").toString(),
                        "OUTBOX", folder.resolve("outbox").toString(),
                        "METRICS", "true",
                        "METRICS_PORT", Integer.toString(port)));
        Process main = builder.start();
        try {
            List<Query> queries = queries();
            assertThat(queries).hasSizeGreaterThan(12);
            Set<String> asked = new HashSet<>();
            queries.forEach(query -> asked.addAll(all(Pattern.compile("(camel_pan123_\\w+)"), query.expression())));
            // the scrape that had all, because the next one may be too slow
            Map<String, Set<String>> metrics = new HashMap<>();
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
                assertThat(main.isAlive()).as(Files.readString(log)).isTrue();
                metrics.clear();
                metrics.putAll(metrics(get(port)));
                assertThat(metrics.keySet()).as(Files.readString(log)).containsAll(asked);
            });
            assertThat(queries).allSatisfy(query -> {
                Set<String> labels = new HashSet<>(all(GROUPS, query.expression()));
                labels.addAll(all(SELECTED, query.expression()));
                assertThat(labels).as(query.title()).contains("account");
                Matcher metric = METRIC.matcher(query.expression());
                while (metric.find()) {
                    assertThat(metrics.get(metric.group())).as(query.title()).containsAll(labels);
                }
                assertThat(all(GROUPS, query.expression()))
                        .as("the legend of " + query.title())
                        .containsAll(all(LEGEND, query.legend()));
            });
            // and no meter is left out of it
            assertThat(asked)
                    .containsAll(metrics.keySet().stream()
                            .filter(name -> !name.endsWith("_max"))
                            .toList());
        } finally {
            main.destroy();
            if (!main.waitFor(20, TimeUnit.SECONDS)) {
                main.destroyForcibly();
            }
        }
    }
}
