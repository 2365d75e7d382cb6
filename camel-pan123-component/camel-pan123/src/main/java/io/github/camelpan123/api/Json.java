package io.github.camelpan123.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads members of an answer. Fails with a typed exception if a documented member is missing. It tolerates other types
 * only where the platform is known to vary (platform/calls.md, "Types").
 */
final class Json {

    private final Api api;
    private final int status;
    private final JsonNode node;

    private Json(Api api, int status, JsonNode node) {
        this.api = api;
        this.status = status;
        this.node = node;
    }

    static Json of(Api api, int status, JsonNode node) {
        return new Json(api, status, node);
    }

    private RuntimeException unusable(String why) {
        return new Pan123MalformedAnswerException(api, status, why, Envelope.withoutSecrets(node), null);
    }

    private JsonNode member(String name) {
        if (node == null || !node.isObject()) {
            throw unusable("data is not an object");
        }
        return node.path(name);
    }

    /** Reads a number, or a decimal string of one. */
    long number(String name) {
        JsonNode value = member(name);
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.isTextual()) {
            try {
                return Long.parseLong(value.textValue());
            } catch (NumberFormatException e) {
                throw unusable("\"" + name + "\" is not a number");
            }
        }
        throw unusable("\"" + name + "\" is not a number");
    }

    /** Reads a number, or 0 if the member is absent or null. */
    long numberOrZero(String name) {
        JsonNode value = member(name);
        return value.isMissingNode() || value.isNull() ? 0 : number(name);
    }

    /** Reads a number that may have a fraction. */
    double decimal(String name) {
        JsonNode value = member(name);
        if (!value.isNumber()) {
            throw unusable("\"" + name + "\" is not a number");
        }
        return value.doubleValue();
    }

    String text(String name) {
        JsonNode value = member(name);
        if (!value.isTextual()) {
            throw unusable("\"" + name + "\" is not a string");
        }
        return value.textValue();
    }

    /** Reads a string, or "" if the member is absent or null. */
    String textOrEmpty(String name) {
        return member(name).asText("");
    }

    boolean flag(String name) {
        JsonNode value = member(name);
        if (!value.isBoolean()) {
            throw unusable("\"" + name + "\" is not true or false");
        }
        return value.booleanValue();
    }

    boolean has(String name) {
        return !member(name).isMissingNode() && !member(name).isNull();
    }

    /** Reads a mandatory list. An answer without it is an error and never an empty list. */
    <T> List<T> list(String name, Function<Json, T> reader) {
        return elements(member(name), "\"" + name + "\"", reader);
    }

    /** Reads a list that the platform omits or sends as null if it is empty. */
    <T> List<T> listOrEmpty(String name, Function<Json, T> reader) {
        return has(name) ? list(name, reader) : List.of();
    }

    /** Whether there is no data. Earlier versions of some calls answered null instead of the outcome of each ID. */
    boolean absent() {
        return node == null || node.isNull();
    }

    /** Reads the data itself as a list. */
    <T> List<T> elements(Function<Json, T> reader) {
        return elements(node, "data", reader);
    }

    private <T> List<T> elements(JsonNode value, String what, Function<Json, T> reader) {
        if (value == null || !value.isArray()) {
            throw unusable(what + " is not a list");
        }
        List<T> all = new ArrayList<>(value.size());
        value.forEach(element -> all.add(reader.apply(new Json(api, status, element))));
        return List.copyOf(all);
    }

    /** Reads the element itself as a number. */
    long asNumber() {
        if (node == null || !node.isIntegralNumber()) {
            throw unusable("a number was expected");
        }
        return node.longValue();
    }

    /** Reads the element itself as a string. */
    String asText() {
        if (node == null || !node.isTextual()) {
            throw unusable("a string was expected");
        }
        return node.textValue();
    }
}
