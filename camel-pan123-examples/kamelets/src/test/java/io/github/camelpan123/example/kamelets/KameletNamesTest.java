package io.github.camelpan123.example.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names arrive at the drive as they were written, through every Kamelet and way of writing. Not those with + and &,
 * which Camel reads as a space and as the end of a value.
 */
class KameletNamesTest {

    private static final List<String> NAMES =
            List.of("films", "my films", "中文 名字", "(a) b", "a'b", "a;b", "a@b", "100%", "a#b");

    private static final String SECRET = "secret";

    @TempDir
    Path folder;

    /** How a value of a Kamelet's property is written. */
    private enum Way {
        ROUTE(false),
        PLACEHOLDER_IN_ROUTE(true),
        PIPE(false);

        private final boolean placeholders;

        Way(boolean placeholders) {
            this.placeholders = placeholders;
        }
    }

    private static Stream<Arguments> all() {
        return Stream.of(Way.values()).flatMap(way -> NAMES.stream().map(name -> Arguments.of(way, name)));
    }

    private final Map<String, String> settings = new HashMap<>();

    private String properties(Way way, Map<String, String> properties) throws Exception {
        Map<String, String> written = new HashMap<>();
        properties.forEach((name, value) -> {
            String key = "given." + settings.size();
            if (way.placeholders && !name.equals("operation")) {
                settings.put(key, value);
            }
            written.put(name, settings.containsKey(key) ? "{{" + key + "}}" : value);
        });
        return new ObjectMapper().writeValueAsString(written);
    }

    private void write(Way way, String id, String from, String fromProperties, String to, String toProperties)
            throws Exception {
        boolean pipe = way == Way.PIPE;
        String text = pipe
                ? "apiVersion: camel.apache.org/v1\nkind: Pipe\nmetadata:\n  name: " + id + "\nspec:\n  source:\n"
                        + end(from, fromProperties) + "  sink:\n" + end(to, toProperties)
                : "- route:\n    id: " + id + "\n    from:\n      uri: " + uri(from) + "\n      parameters: "
                        + fromProperties + "\n      steps:\n        - to:\n            uri: " + uri(to)
                        + "\n            parameters: " + toProperties + "\n";
        Files.writeString(folder.resolve(id + ".yaml"), text);
    }

    private static String uri(String end) {
        return end.startsWith("pan123-") ? "kamelet:" + end : end;
    }

    private static String end(String end, String properties) {
        return end.startsWith("pan123-")
                ? "    ref:\n      kind: Kamelet\n      apiVersion: camel.apache.org/v1\n      name: " + end
                        + "\n    properties: " + properties + "\n"
                : "    uri: " + end + "\n";
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void arriveUnchanged(Way way, String written) throws Exception {
        String name = written.replace("\\", "");
        Set<String> received = ConcurrentHashMap.newKeySet();
        try (Pan123Simulator simulator =
                Pan123Simulator.builder().limits(false).client("id", SECRET).start()) {
            simulator.drive().addFile("/in " + name + "/x+y.mp4", new byte[] {1});
            simulator.drive().addFile("/in " + name + "/x.txt", new byte[] {1});
            Map<String, String> account =
                    Map.of("baseUrl", simulator.baseUrl(), "clientId", "id", "clientSecret", SECRET);
            write(
                    way,
                    "up",
                    "direct:up",
                    "{}",
                    "pan123-upload-sink",
                    properties(way, with(account, Map.of("parentPath", "/up " + written, "fileName", "f " + written))));
            write(
                    way,
                    "act",
                    "direct:act",
                    "{}",
                    "pan123-action",
                    properties(way, with(account, Map.of("operation", "createDirectory", "path", "/dir " + written))));
            write(
                    way,
                    "in",
                    "pan123-file-source",
                    properties(
                            way,
                            with(
                                    account,
                                    Map.of("parentPath", "/in " + written, "include", ".*[.]mp4", "delay", "200"))),
                    "direct:in",
                    "{}");
            write(
                    way,
                    "done",
                    "pan123-transcode-source",
                    properties(way, with(account, Map.of("delay", "200"))),
                    "direct:done",
                    "{}");
            Main main = new Main();
            main.configure().withRoutesIncludePattern("file:" + folder + "/*.yaml");
            main.setPropertyPlaceholderLocations("false");
            settings.forEach(main::addOverrideProperty);
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .process(exchange ->
                                    received.add(exchange.getMessage().getHeader("CamelPan123Path", String.class)));
                    from("direct:done").process(exchange -> {});
                }
            });
            main.start();
            try {
                var template = main.getCamelTemplate();
                template.sendBody("direct:up", "text");
                template.sendBody("direct:act", null);
                await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
                    assertThat(received).containsExactly("/in " + name + "/x+y.mp4");
                    assertThat(simulator.figures().calls("/api/v1/transcode/file/list")
                                    + simulator.figures().calls("/api/v2/file/list"))
                            .isPositive();
                });
            } finally {
                main.stop();
            }
            assertThat(simulator.drive().content("/up " + name + "/f " + name))
                    .isEqualTo("text".getBytes(StandardCharsets.UTF_8));
            assertThat(simulator.drive().find("/dir " + name)).isPresent();
        }
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }
}
