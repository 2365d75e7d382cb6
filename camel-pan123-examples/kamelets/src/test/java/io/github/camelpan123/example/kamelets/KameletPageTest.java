package io.github.camelpan123.example.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The page of the Kamelets lists their properties, and its samples run. With {@code -Dpan123.write-page=true} the tables
 * are written instead of compared.
 */
class KameletPageTest {

    private static final Path PAGE =
            Path.of("../../camel-pan123-component/camel-pan123/src/main/docs/pan123-kamelets.adoc");

    private static final Path VIDEO = Path.of("../quickstart/src/main/resources/input/demo.mp4");

    @TempDir
    Path folder;

    private record Sample(String kamelet, String yaml) {
        @Override
        public String toString() {
            return kamelet + (pipe() ? ", Pipe" : ", route") + (dataTypes() ? " with a data type" : "");
        }

        boolean dataTypes() {
            return yaml.contains("dataTypes:");
        }

        boolean pipe() {
            return yaml.contains("kind: Pipe");
        }
    }

    private static List<Sample> samples() throws IOException {
        List<Sample> found = new ArrayList<>();
        for (String section : Files.readString(PAGE).split("(?m)^== ")) {
            Matcher samples = Pattern.compile(
                            "^\\[source,yaml]\\n----\\n(.*?)\\n----$", Pattern.MULTILINE | Pattern.DOTALL)
                    .matcher(section);
            while (samples.find()) {
                found.add(new Sample(section.lines().findFirst().orElseThrow(), samples.group(1)));
            }
        }
        return found;
    }

    private static List<String> kamelets() throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of("../../camel-pan123-component/camel-pan123/src/main/resources/kamelets"))) {
            return files.map(file -> file.getFileName().toString().replace(".kamelet.yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    private static String table(String name) throws IOException {
        StringBuilder rows = new StringBuilder(
                "[width=\"100%\",cols=\"2m,5,^1,1m,2m\",options=\"header\"]\n|===\n| Property | Description | Required | Type |"
                        + " Default\n");
        try (InputStream yaml = KameletPageTest.class.getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            JsonNode definition = new ObjectMapper()
                    .<JsonNode>valueToTree(new Load(LoadSettings.builder().build())
                            .loadFromString(new String(yaml.readAllBytes(), StandardCharsets.UTF_8)))
                    .at("/spec/definition");
            for (Map.Entry<String, JsonNode> property :
                    (Iterable<Map.Entry<String, JsonNode>>) definition.path("properties")::fields) {
                JsonNode says = property.getValue();
                List<String> values = new ArrayList<>();
                says.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
                boolean required = definition.path("required").toString().contains('"' + property.getKey() + '"');
                rows.append("| ").append(property.getKey());
                rows.append(" | ").append(says.path("description").asText());
                rows.append(values.isEmpty() ? "" : " One of: " + String.join(", ", values) + ".");
                rows.append(" | ").append(required ? "yes" : "");
                rows.append(" | ").append(says.path("type").asText());
                rows.append(" | ").append(says.path("default").asText("")).append("\n");
            }
        }
        return rows.append("|===").toString();
    }

    @Test
    void tablesAndSamplesAreThoseOfTheKamelets() throws IOException {
        String text = Files.readString(PAGE);
        for (String kamelet : kamelets()) {
            String begin = "// " + kamelet + ": checked by a test\n";
            assertThat(text).contains("== " + kamelet + "\n", begin);
            int from = text.indexOf(begin) + begin.length();
            int to = text.indexOf("// end", from);
            if (Boolean.getBoolean("pan123.write-page")) {
                text = text.substring(0, from) + "\n" + table(kamelet) + "\n\n" + text.substring(to);
                Files.writeString(PAGE, text);
            } else {
                assertThat(text.substring(from, to).strip())
                        .as("run this test with -Dpan123.write-page=true and commit the page")
                        .isEqualTo(table(kamelet));
            }
            assertThat(samples())
                    .filteredOn(sample -> sample.kamelet().equals(kamelet) && !sample.dataTypes())
                    .extracting(Sample::pipe)
                    .containsExactly(false, true);
        }
    }

    static Stream<Sample> runs() throws IOException {
        return samples().stream();
    }

    /** What each Kamelet has to bring about. */
    private Predicate<Pan123Simulator> done(Sample sample) {
        if (sample.dataTypes()) {
            return simulator -> Files.exists(folder.resolve("outbox/in/sub/b.txt"));
        }
        return switch (sample.kamelet()) {
            case "pan123-upload-sink" ->
                simulator -> simulator.drive().find("/films/a.txt").isPresent();
            case "pan123-action" ->
                simulator -> simulator.drive().find("/archive/a.txt").isPresent();
            case "pan123-file-source" -> simulator -> Files.exists(folder.resolve("outbox/sub/b.txt"));
            default -> simulator -> streams() == 3;
        };
    }

    /** The folders with a playlist and segments. */
    private long streams() {
        try (Stream<Path> files = Files.walk(Files.createDirectories(folder.resolve("outbox")))) {
            return files.filter(file -> file.endsWith("stream.m3u8") && Files.exists(file.resolveSibling("000.ts")))
                    .count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void sampleRuns(Sample sample) throws Exception {
        assumeFalse(
                System.getProperty("camel.version", "").startsWith("4.14.")
                        && sample.yaml().contains("transformDataType"),
                "Camel 4.14 calls the step transform, as the page says");
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/a.txt"), "text");
        Files.writeString(folder.resolve("sample.yaml"), sample.yaml());
        Main main = new Main();
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start()) {
            simulator.drive().addFile("/in/sub/b.txt", new byte[] {1});
            simulator.drive().addFinishedTranscode("demo.mp4", Files.readAllBytes(VIDEO), "480P", "720P", "1080P");
            main.configure().withRoutesIncludePattern("file:" + folder + "/sample.yaml");
            main.setPropertyPlaceholderLocations("false");
            main.addOverrideProperty("inbox", folder.resolve("inbox").toString());
            main.addOverrideProperty("outbox", folder.resolve("outbox").toString());
            main.addOverrideProperty("camel.component.pan123.base-url", simulator.baseUrl());
            main.addOverrideProperty("camel.component.pan123.client-id", simulator.clientId());
            main.addOverrideProperty("camel.component.pan123.client-secret", simulator.clientSecret());
            main.start();
            try {
                await().atMost(Duration.ofMinutes(3)).until(() -> done(sample).test(simulator));
            } finally {
                main.stop();
            }
        }
    }
}
