package io.github.camelpan123;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.Api;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of the component's page, made from the catalog entry and the shipped limits. */
final class ComponentPageTables {

    private static final String OPTIONS =
            "[width=\"100%\",cols=\"2,5,^1,2\",options=\"header\"]\n|===\n" + "| Name | Description | Default | Type\n";

    private ComponentPageTables() {}

    /** Name of the part of the page and what belongs there. */
    static Map<String, String> all() throws IOException {
        JsonNode catalog;
        try (InputStream in =
                Pan123Component.class.getResourceAsStream("/META-INF/io/github/camelpan123/pan123.json")) {
            catalog = new ObjectMapper().readTree(in);
        }
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("component options", options(catalog.get("componentProperties"), option -> true));
        tables.put("path parameters", options(catalog.get("properties"), option -> kind(option, "path")));
        tables.put("query parameters", options(catalog.get("properties"), option -> kind(option, "parameter")));
        tables.put("message headers", headers(catalog.get("headers")));
        tables.put("limits", limits());
        tables.put("lost answers", lostAnswers());
        return tables;
    }

    private static boolean kind(JsonNode option, String kind) {
        return option.path("kind").asText().equals(kind);
    }

    private static String options(JsonNode options, Predicate<JsonNode> which) {
        return rows(
                options,
                which,
                (name, option) -> "| *" + name + "* (" + option.path("group").asText() + ") | " + text(option) + " | "
                        + option.path("defaultValue").asText() + " | " + type(option));
    }

    private static String rows(JsonNode options, Predicate<JsonNode> which, Row row) {
        return options.properties().stream()
                .filter(option -> which.test(option.getValue()))
                .map(option -> row.of(option.getKey(), option.getValue()))
                .collect(Collectors.joining("\n", OPTIONS, "\n|==="));
    }

    private static String headers(JsonNode headers) {
        return headers.properties().stream()
                .map(header -> "| " + header.getKey() + direction(header.getValue()) + " | " + text(header.getValue())
                        + " | " + type(header.getValue()))
                .collect(Collectors.joining(
                        "\n",
                        "[width=\"100%\",cols=\"3,6,2\",options=\"header\"]\n|===\n| Name | Description | Type\n",
                        "\n|==="));
    }

    private static String direction(JsonNode header) {
        String label = header.path("label").asText();
        return label.isEmpty() ? "" : " (" + label + ")";
    }

    private static String text(JsonNode option) {
        String enums = option.has("enum")
                ? " One of: "
                        + StreamSupport.stream(option.get("enum").spliterator(), false)
                                .map(value -> "`" + value.asText() + "`")
                                .collect(Collectors.joining(", "))
                        + "."
                : "";
        String required = option.path("required").asBoolean() ? " *Required.*" : "";
        return escape(option.path("description").asText()) + enums + required;
    }

    private static String escape(String text) {
        return text.replace("|", "\\|");
    }

    private static String type(JsonNode option) {
        String type = option.path("javaType").asText();
        return type.replaceAll("[a-z0-9]+\\.(?=[a-zA-Z])", "");
    }

    private static String limits() throws IOException {
        Map<String, String> paths =
                Arrays.stream(Api.values()).collect(Collectors.toMap(Api::shortName, Api::path, (a, b) -> a));
        String csv;
        try (InputStream in = Pan123Component.class.getResourceAsStream("account/ratelimit/limits.csv")) {
            csv = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return csv.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split(","))
                .map(row -> "| " + row[0] + " | `" + paths.get(row[0]) + "` | " + row[1] + " | " + row[2] + " | "
                        + (row[3].equals("documented") ? "the notice" : "a guess"))
                .collect(Collectors.joining(
                        "\n",
                        "[width=\"100%\",cols=\"3m,5,^1,^1,2\",options=\"header\"]\n|===\n"
                                + "| Short name | Call | Free | VIP | From\n",
                        "\n|==="));
    }

    private static String lostAnswers() {
        Map<String, String> paths =
                Arrays.stream(Api.values()).collect(Collectors.toMap(Api::shortName, Api::path, (a, b) -> a));
        return LostAnswerRows.all().stream()
                .filter(row -> !row[1].equals("reads"))
                .map(row -> "| `" + paths.get(row[0]) + "` | " + kind(row[1]) + " | " + escape(row[2]))
                .collect(Collectors.joining(
                        "\n",
                        "[width=\"100%\",cols=\"3,1,5\",options=\"header\"]\n|===\n| Call | Kind | What is done\n",
                        "\n|==="));
    }

    private static String kind(String name) {
        return switch (name) {
            case "repeatable" -> "repeatable";
            case "lookedFor" -> "looked for";
            case "unknown" -> "outcome unknown";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private interface Row {
        String of(String name, JsonNode option);
    }
}
