package io.github.camelpan123.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Converts a value of a call to the declared type, or refuses it. */
final class Coercion {
    private Coercion() {}

    static Object fromText(String name, Kind kind, String text, boolean strict) {
        return switch (kind) {
            case NUMBER -> number(name, text);
            case TEXT -> text;
            case FLAG -> flag(name, text, strict);
            case NUMBERS -> numbers(name, text);
            case TEXTS -> List.of(text.split(","));
            case FILES -> throw Refusal.parameter(name);
        };
    }

    static Object fromJson(String name, Kind kind, JsonNode node, boolean strict) {
        return switch (kind) {
            case NUMBER -> number(name, node, strict);
            case TEXT -> text(name, node, strict);
            case FLAG -> flag(name, node, strict);
            case NUMBERS, TEXTS, FILES -> array(name, kind, node, strict);
        };
    }

    private static List<Object> array(String name, Kind kind, JsonNode node, boolean strict) {
        if (!node.isArray()) {
            throw Refusal.parameter(name);
        }
        List<Object> values = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            values.add(
                    switch (kind) {
                        case TEXTS -> text(name, element, strict);
                        case FILES -> fileId(name, element, strict);
                        default -> number(name, element, strict);
                    });
        }
        return values;
    }

    private static long fileId(String name, JsonNode node, boolean strict) {
        JsonNode id = node.isObject() && (node.size() == 1 || !strict) ? node.get("fileId") : null;
        if (id == null && !strict) {
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                id = "fileId".equalsIgnoreCase(each.getKey()) ? each.getValue() : id;
            }
        }
        if (id == null) {
            throw Refusal.parameter(name);
        }
        return number(name, id, strict);
    }

    private static long number(String name, JsonNode node, boolean strict) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (!strict && node.isTextual()) {
            return number(name, node.textValue());
        }
        throw Refusal.parameter(name);
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.parameter(name);
        }
    }

    private static List<Long> numbers(String name, String text) {
        List<Long> values = new ArrayList<>();
        for (String part : text.split(",")) {
            values.add(number(name, part.trim()));
        }
        return values;
    }

    private static String text(String name, JsonNode node, boolean strict) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (!strict && node.isValueNode()) {
            return node.asText();
        }
        throw Refusal.parameter(name);
    }

    private static boolean flag(String name, JsonNode node, boolean strict) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (!strict && node.isValueNode()) {
            return flag(name, node.asText(), false);
        }
        throw Refusal.parameter(name);
    }

    private static boolean flag(String name, String text, boolean strict) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> looseFlag(name, text, strict);
        };
    }

    private static boolean looseFlag(String name, String text, boolean strict) {
        if (!strict) {
            if ("1".equals(text) || "true".equalsIgnoreCase(text)) {
                return true;
            }
            if ("0".equals(text) || "false".equalsIgnoreCase(text) || text.isEmpty()) {
                return false;
            }
        }
        throw Refusal.parameter(name);
    }
}
