package io.github.camelpan123.springboot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpan123.api.Api;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Turns the component's catalog entry into what editors read about {@code camel.component.pan123.*}. */
final class ConfigurationMetadata {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SOURCE = "io.github.camelpan123.springboot.Pan123ComponentAutoConfiguration";
    private static final Set<String> VALUE_TYPES = Set.of(
            "java.lang.Boolean", "java.lang.Integer", "java.lang.Long", "java.lang.String", "java.time.Duration");

    private final ObjectNode root = MAPPER.createObjectNode();
    private final ArrayNode properties;
    private final ArrayNode hints;

    private ConfigurationMetadata() {
        root.putArray("groups")
                .addObject()
                .put("name", ComponentOptions.PREFIX)
                .put("type", SOURCE)
                .put("sourceType", SOURCE);
        properties = root.putArray("properties");
        hints = root.putArray("hints");
    }

    /** The file's text, as committed. */
    static String from(JsonNode catalog) throws JsonProcessingException {
        ConfigurationMetadata metadata = new ConfigurationMetadata();
        metadata.own(
                "customizer.enabled", "Whether the options of the pan123 component are set from these properties.");
        metadata.own("enabled", "Whether the pan123 component is configured automatically.");
        catalog.get("componentProperties")
                .fields()
                .forEachRemaining(option -> metadata.option(option.getKey(), option.getValue()));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(metadata.root) + "\n";
    }

    /** {@code clientId} as {@code client-id}. */
    static String dashed(String option) {
        return option.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private void own(String name, String description) {
        property(name, "java.lang.Boolean", description).put("defaultValue", true);
    }

    private void option(String name, JsonNode option) {
        String type = type(option);
        String description = option.get("description").asText();
        if (type.equals("java.lang.String") && option.get("type").asText().equals("object")) {
            description += " A bean is named with #bean: before its name.";
        }
        ObjectNode property = property(dashed(name), type, description);
        JsonNode byDefault = option.get("defaultValue");
        if (byDefault != null) {
            property.set("defaultValue", type.equals("java.time.Duration") ? millis(byDefault) : byDefault);
        }
        if (option.path("deprecated").asBoolean()) {
            property.putObject("deprecation")
                    .put("level", "warning")
                    .put("reason", option.path("deprecationNote").asText());
        }
        if (option.has("enum")) {
            values(dashed(name), texts(option.get("enum")));
        }
        if (name.equals("rateLimits")) {
            values(
                    dashed(name) + ".keys",
                    Arrays.stream(Api.values()).map(Api::shortName).toList());
        }
    }

    private static JsonNode millis(JsonNode value) {
        return MAPPER.getNodeFactory()
                .textNode(value.asText().matches("\\d+") ? value.asText() + "ms" : value.asText());
    }

    private static List<String> texts(JsonNode array) {
        return MAPPER.convertValue(array, MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static String type(JsonNode option) {
        String type = option.get("javaType").asText();
        String boxed =
                switch (type) {
                    case "boolean" -> "java.lang.Boolean";
                    case "int" -> "java.lang.Integer";
                    case "long" -> "java.lang.Long";
                    default -> type;
                };
        if (boxed.startsWith("java.util.Map")) {
            return "java.util.Map<java.lang.String,java.lang.String>";
        }
        if (option.get("type").asText().equals("duration")) {
            return "java.time.Duration";
        }
        if (option.has("enum") && !VALUE_TYPES.contains(boxed)) {
            return boxed;
        }
        // what else there is comes as a text that Camel turns into an object
        return VALUE_TYPES.contains(boxed) ? boxed : "java.lang.String";
    }

    private ObjectNode property(String name, String type, String description) {
        return properties
                .addObject()
                .put("name", ComponentOptions.PREFIX + "." + name)
                .put("type", type)
                .put("description", description)
                .put("sourceType", SOURCE);
    }

    private void values(String name, List<String> texts) {
        ArrayNode values = hints.addObject()
                .put("name", ComponentOptions.PREFIX + "." + name)
                .putArray("values");
        texts.forEach(text -> values.addObject().put("value", text));
    }
}
