package io.github.camelpan123.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * What the properties of the component's bean take and refuse in Blueprint XML, as Karaf's own Blueprint reads it. There
 * is no camel-blueprint in it, so no route. The options are those of the component's catalog.
 */
class BlueprintOptionsIT {

    private static final Path CATALOG =
            Path.of("../camel-pan123/src/generated/resources/META-INF/io/github/camelpan123/pan123.json");
    private static final Set<String> SIZES = Set.of("singleThreshold", "maxSpoolSize");
    private static final List<String> CLASSES = List.of("Pan123Component", "Pan123Configuration");
    private static final String REFUSED = "Unable to start container for blueprint bundle ";

    private static final Map<String, String> OBJECTS = Map.of(
            "configuration", "<bean class=\"io.github.camelpan123.Pan123Configuration\"/>",
            "rateLimits", "<map><entry key=\"fileMove\" value=\"1\"/></map>",
            "tokenStore",
                    "<bean class=\"io.github.camelpan123.account.auth.FileTokenStore\"><argument>"
                            + "<bean factory-ref=\"file\" factory-method=\"toPath\"/></argument></bean>",
            "sslContextParameters", "<bean class=\"org.apache.camel.support.jsse.SSLContextParameters\"/>",
            "idempotentRepository",
                    "<bean class=\"org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository\"/>");

    /** A bundle that Blueprint shall not start. */
    private record Bad(String type, String option, String value) {
        String name() {
            return "bad-" + type + "-" + option + "-" + value.replaceAll("\\W", "_");
        }

        String beans() {
            return "<bean class=\"io.github.camelpan123." + type + "\"><property name=\"" + option + "\" value=\""
                    + value + "\"/></bean>";
        }
    }

    private static boolean number(String option, JsonNode described) {
        String type = described.path("type").asText();
        return type.equals("integer")
                || type.equals("duration")
                || described.path("javaType").asText().equals("int")
                || SIZES.contains(option);
    }

    /** @param endpoint the options of endpoints, which the configuration has; the component has some more */
    private static List<Bad> bad(JsonNode options, JsonNode endpoint) {
        List<Bad> bad = new ArrayList<>();
        options.properties().forEach(option -> {
            if (number(option.getKey(), option.getValue())) {
                for (String type : endpoint.has(option.getKey()) ? CLASSES : CLASSES.subList(0, 1)) {
                    Stream.of("1O2", "1.5", "-1").forEach(value -> bad.add(new Bad(type, option.getKey(), value)));
                }
            }
        });
        return bad;
    }

    /** A value that is not the default. */
    private static String value(String option, JsonNode described) {
        String usual = described.path("defaultValue").asText();
        if (described.has("enum")) {
            List<String> known = new ArrayList<>();
            described.get("enum").forEach(each -> known.add(each.asText()));
            known.remove(usual);
            return known.get(0);
        }
        if (option.equals("fileIds")) {
            return "17,18";
        }
        return switch (described.path("type").asText()) {
            case "boolean" -> usual.equals("true") ? "false" : "true";
            case "integer", "duration" -> "17";
            default -> SIZES.contains(option) ? "17KiB" : "value of " + option;
        };
    }

    /** A component with all of its options; when it is complete, Blueprint makes a directory. */
    private static String everyOption(JsonNode options, Path directory) {
        StringBuilder component = new StringBuilder("<bean id=\"file\" class=\"java.io.File\"><argument value=\""
                + directory + "\"/></bean><bean id=\"pan123\" class=\"io.github.camelpan123.Pan123Component\">");
        // it replaces what was set before, so it comes first
        component.append("<property name=\"configuration\">" + OBJECTS.get("configuration") + "</property>");
        options.properties().forEach(option -> {
            String name = option.getKey();
            if (!name.equals("configuration")) {
                component.append("<property name=\"").append(name);
                component.append(
                        OBJECTS.containsKey(name)
                                ? "\">" + OBJECTS.get(name) + "</property>"
                                : "\" value=\"" + value(name, option.getValue()) + "\"/>");
            }
        });
        return component
                + "</bean><bean id=\"sign\" depends-on=\"pan123\" factory-ref=\"file\" factory-method=\"mkdir\"/>";
    }

    private static void bundle(Path directory, String name, String beans) throws IOException {
        Path jar = directory.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(
                Files.newOutputStream(jar), Repository.manifest(name, Map.of("DynamicImport-Package", "*")))) {
            out.putNextEntry(new ZipEntry("OSGI-INF/blueprint/beans.xml"));
            out.write(("<blueprint xmlns=\"http://www.osgi.org/xmlns/blueprint/v1.0.0\">" + beans + "</blueprint>")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void deploy(Path bundles, Path directory) throws IOException {
        try (Stream<Path> all = Files.list(bundles)) {
            for (Path jar : all.toList()) {
                Files.move(jar, directory.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static Karaf karaf(Path base) throws IOException {
        String version = System.getProperty("project.version");
        return Karaf.start(
                base,
                Repository.with(base.resolve("altered")),
                "mvn:io.github.camelpan123/camel-pan123-karaf/" + version + "/xml/features",
                List.of("camel-pan123", "aries-blueprint"),
                Map.of());
    }

    /** What the log says of a bundle, with the causes. */
    private static String said(String log, Bad bad) {
        int begin = log.indexOf(REFUSED + bad.name() + "/");
        int end = begin < 0 ? -1 : log.indexOf("\n20", begin);
        return begin < 0 ? "" : log.substring(begin, end < 0 ? log.length() : end);
    }

    @Test
    void everyOptionIsAPropertyAndNoNumberIsReadFromATextThatIsNone() throws Exception {
        JsonNode catalog = new ObjectMapper().readTree(CATALOG.toFile());
        JsonNode options = catalog.get("componentProperties");
        List<Bad> bad = bad(options, catalog.get("properties"));
        assertThat(bad).hasSizeGreaterThan(60);
        Path base = Path.of(System.getProperty("karaf.work"), "blueprint-options-" + System.nanoTime());
        Path bundles = Files.createDirectories(base.resolve("bundles"));
        Path sign = base.resolve("complete");
        bundle(bundles, "every-option", everyOption(options, sign));
        for (Bad each : bad) {
            bundle(bundles, each.name(), each.beans());
        }
        try (Karaf karaf = karaf(base)) {
            // not earlier: Karaf does not always get to its features when bundles come while it resolves them
            karaf.awaitAsserted(() -> assertThat(karaf.hasBlueprint()).isTrue());
            deploy(bundles, base.resolve("deploy"));
            karaf.awaitAsserted(() -> {
                assertThat(sign).isDirectory();
                assertThat(karaf.lines(REFUSED)).hasSize(bad.size());
            });
            String log = karaf.log();
            assertThat(bad).allSatisfy(each -> assertThat(said(log, each))
                    .as(each.name())
                    .contains(each.option())
                    .contains(each.value()));
        }
    }
}
