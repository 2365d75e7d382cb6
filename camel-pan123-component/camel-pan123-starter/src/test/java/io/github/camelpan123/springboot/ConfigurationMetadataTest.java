package io.github.camelpan123.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.Pan123Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What editors know about the options. */
class ConfigurationMetadataTest {

    private static final Path COMMITTED =
            Path.of("src/generated/resources/META-INF/spring-configuration-metadata.json");

    private static JsonNode catalog() throws IOException {
        return new ObjectMapper()
                .readTree(Pan123Component.class.getResource("/META-INF/io/github/camelpan123/pan123.json"));
    }

    private static List<JsonNode> properties(JsonNode metadata) {
        List<JsonNode> properties = new ArrayList<>();
        metadata.get("properties").forEach(properties::add);
        return properties;
    }

    @Test
    void theCommittedFileIsWhatTheCatalogEntryGives() throws Exception {
        String wanted = ConfigurationMetadata.from(catalog());
        String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        if (!committed.equals(wanted)) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, wanted);
        }
        assertThat(committed)
                .as("%s was out of date; this test has written it again: build once more and commit it", COMMITTED)
                .isEqualTo(wanted);
    }

    @Test
    void everyOptionOfTheComponentHasADescriptionAndAType() throws Exception {
        JsonNode metadata = new ObjectMapper().readTree(COMMITTED.toFile());
        List<String> names = properties(metadata).stream()
                .map(property -> property.get("name").asText())
                .toList();
        catalog().get("componentProperties").fieldNames().forEachRemaining(option -> assertThat(names)
                .contains(ComponentOptions.PREFIX + "." + ConfigurationMetadata.dashed(option)));
        assertThat(properties(metadata)).allSatisfy(property -> {
            assertThat(property.path("description").asText()).isNotBlank();
            assertThat(property.path("type").asText())
                    .satisfiesAnyOf(type -> assertThat(type).contains("<"), type -> assertThat(Class.forName(type))
                            .isNotNull());
        });
    }

    @Test
    void editorsOfferTheNamesOfTheLimits() throws Exception {
        JsonNode hints = new ObjectMapper().readTree(COMMITTED.toFile()).get("hints");
        assertThat(hints).anySatisfy(hint -> {
            assertThat(hint.get("name").asText()).isEqualTo(ComponentOptions.PREFIX + ".rate-limits.keys");
            assertThat(hint.get("values").findValuesAsText("value")).contains("fileMove", "transcodeVideo");
        });
    }

    @Test
    void everySecretOptionIsKeptOutOfActuator() throws Exception {
        Set<String> secrets = new TreeSet<>();
        catalog().get("componentProperties").fields().forEachRemaining(option -> {
            if (option.getValue().path("secret").asBoolean()) {
                secrets.add(PlainName.of(option.getKey()));
            }
        });
        assertThat(Pan123SanitizingAutoConfiguration.SECRETS).isEqualTo(secrets);
    }
}
