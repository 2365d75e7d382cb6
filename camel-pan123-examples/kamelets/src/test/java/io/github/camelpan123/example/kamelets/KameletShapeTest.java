package io.github.camelpan123.example.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Kamelets have the shape of those in Camel's catalog, and say the same as the component does. */
class KameletShapeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z]+)}}");

    private static InputStream resource(String path) {
        InputStream stream = KameletShapeTest.class.getResourceAsStream(path);
        assertThat(stream).as(path).isNotNull();
        return stream;
    }

    private static String text(String name) throws IOException {
        try (InputStream yaml = resource("/kamelets/" + name + ".kamelet.yaml")) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode kamelet(String name) throws IOException {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text(name)));
    }

    private static JsonNode component() throws IOException {
        try (InputStream json = resource("/META-INF/io/github/camelpan123/pan123.json")) {
            return JSON.readTree(json);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pan123-upload-sink, sink",
        "pan123-transcode-source, source",
        "pan123-file-source, source",
        "pan123-action, action"
    })
    void isAsInTheCatalog(String name, String type) throws IOException {
        JsonNode kamelet = kamelet(name);
        assertThat(kamelet.at("/apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.at("/kind").asText()).isEqualTo("Kamelet");
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
        assertThat(kamelet.path("metadata")
                        .path("labels")
                        .path("camel.apache.org/kamelet.type")
                        .asText())
                .isEqualTo(type);
        JsonNode annotations = kamelet.at("/metadata/annotations");
        assertThat(List.of("kamelet.support.level", "kamelet.icon", "provider", "kamelet.group", "kamelet.namespace"))
                .allSatisfy(annotation -> assertThat(annotations
                                .path("camel.apache.org/" + annotation)
                                .asText())
                        .isNotEmpty());
        JsonNode definition = kamelet.at("/spec/definition");
        assertThat(definition.at("/type").asText()).isEqualTo("object");
        assertThat(definition.at("/title").asText()).isNotEmpty();
        assertThat(definition.at("/description").asText()).endsWith(".");
        assertThat(kamelet.at("/spec/dependencies"))
                .extracting(JsonNode::asText)
                .anySatisfy(dependency ->
                        assertThat(dependency).matches("mvn:io\\.github\\.camelpan123:camel-pan123:[0-9].*"));
    }

    @ParameterizedTest
    @CsvSource({"pan123-upload-sink", "pan123-transcode-source", "pan123-file-source", "pan123-action"})
    void propertiesAreWhatTheTemplateTakesAndWhatTheComponentHas(String name) throws IOException {
        JsonNode kamelet = kamelet(name);
        JsonNode definition = kamelet.at("/spec/definition");
        JsonNode options = component().path("properties");
        List<String> properties = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property :
                (Iterable<Map.Entry<String, JsonNode>>) definition.path("properties")::fields) {
            JsonNode here = property.getValue();
            JsonNode option = options.path(property.getKey());
            properties.add(property.getKey());
            assertThat(option.isMissingNode()).as(property.getKey()).isFalse();
            assertThat(here.path("title").asText()).isNotEmpty();
            assertThat(here.path("description").asText()).endsWith(".");
            boolean secret = option.path("secret").asBoolean();
            assertThat(here.path("format").asText().equals("password"))
                    .as(property.getKey())
                    .isEqualTo(secret);
            assertThat(here.path("x-descriptors").toString().contains("urn:camel:group:credentials"))
                    .as(property.getKey())
                    .isEqualTo(secret);
            if (here.has("enum") && option.has("enum")) {
                assertThat(option.path("enum")).as(property.getKey()).containsAll(here.path("enum"));
            }
        }
        assertThat(definition.path("required")).extracting(JsonNode::asText).allMatch(properties::contains);
        Set<String> taken = PLACEHOLDER
                .matcher(text(name))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(taken).containsExactlyInAnyOrderElementsOf(properties);
        // what has neither a default nor has to be given is left out when it is not given
        List<String> given = PLACEHOLDER
                .matcher(text(name))
                .results()
                .filter(found -> !found.group().contains("?"))
                .map(found -> found.group(1))
                .toList();
        assertThat(given).allSatisfy(property -> assertThat(
                        definition.path("required").toString().contains('"' + property + '"')
                                || definition.path("properties").path(property).has("default"))
                .as(property)
                .isTrue());
    }

    @Test
    void theActionHasEveryOperationOfTheProducer() throws IOException {
        assertThat(kamelet("pan123-action").at("/spec/definition/properties/operation/enum"))
                .containsExactlyInAnyOrderElementsOf(component().at("/properties/operation/enum"));
    }
}
