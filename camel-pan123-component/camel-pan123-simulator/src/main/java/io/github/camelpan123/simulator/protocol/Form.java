package io.github.camelpan123.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of one call. Strict binding accepts only documented spelling and types. Lenient binding ignores letter
 * case and unknown names and converts texts to numbers and booleans, because existing clients rely on it
 * (platform/calls.md, "Leniency").
 */
public final class Form {
    private record Field(String name, Kind kind, boolean required) {}

    private final Place place;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Field> exact = new HashMap<>();
    private final Map<String, Field> folded = new HashMap<>();
    private String bareArray;

    private Form(Place place) {
        this.place = place;
    }

    /**
     * Creates an empty form.
     *
     * @param place the place of the parameters in the call
     * @return a form without parameters
     */
    public static Form in(Place place) {
        return new Form(place);
    }

    /**
     * Adds a required parameter.
     *
     * @param name as documented
     * @param kind its type
     * @return this
     */
    public Form needs(String name, Kind kind) {
        return add(new Field(name, kind, true));
    }

    /**
     * Adds an optional parameter.
     *
     * @param name as documented
     * @param kind its type
     * @return this
     */
    public Form takes(String name, Kind kind) {
        return add(new Field(name, kind, false));
    }

    /**
     * Adds another spelling of a parameter, if the table and the sample of a page differ.
     *
     * @param name as it was added
     * @param other as documented elsewhere
     * @return this
     */
    public Form orAs(String name, String other) {
        exact.put(other, exact.get(name));
        folded.put(other.toLowerCase(Locale.ROOT), exact.get(name));
        return this;
    }

    /**
     * Adds a parameter whose array is the whole body, as in the sample, or a member of it, as in the table
     * (platform/calls.md, "Import").
     *
     * @param name the name of the member
     * @return this
     */
    public Form isArray(String name) {
        bareArray = name;
        return needs(name, Kind.FILES);
    }

    private Form add(Field field) {
        fields.add(field);
        exact.put(field.name(), field);
        folded.put(field.name().toLowerCase(Locale.ROOT), field);
        return this;
    }

    /**
     * Returns the place of the parameters.
     *
     * @return never null
     */
    public Place place() {
        return place;
    }

    /**
     * Checks parameters in text form: a query string, a form body or the text parts of a multipart form.
     *
     * @param texts name to value
     * @param strict whether only the documented form is accepted
     * @return the checked parameters
     * @throws Refusal if one is missing, unknown or of the wrong type
     */
    public Args bind(Map<String, String> texts, boolean strict) {
        Args args = new Args();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            Field field = field(entry.getKey(), strict);
            if (field != null && (strict || !entry.getValue().isEmpty() || field.kind() == Kind.TEXT)) {
                args.put(field.name(), Coercion.fromText(field.name(), field.kind(), entry.getValue(), strict));
            }
        }
        return complete(args);
    }

    /**
     * Checks parameters in JSON form.
     *
     * @param body the body
     * @param strict whether only the documented form is accepted
     * @return the checked parameters
     * @throws Refusal if one is missing, unknown or of the wrong type
     */
    public Args bind(JsonNode body, boolean strict) {
        Args args = new Args();
        if (bareArray != null && body.isArray()) {
            args.put(bareArray, Coercion.fromJson(bareArray, Kind.FILES, body, strict));
            return args;
        }
        if (!body.isObject()) {
            throw Refusal.parameter("JSON object");
        }
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            Field field = field(entry.getKey(), strict);
            if (field != null && !entry.getValue().isNull()) {
                Object value = Coercion.fromJson(field.name(), field.kind(), entry.getValue(), strict);
                if (!args.put(field.name(), value) && strict) {
                    throw Refusal.parameter(field.name() + " twice");
                }
            } else if (field != null && strict) {
                throw Refusal.parameter(field.name() + " null");
            }
        }
        return complete(args);
    }

    private Field field(String name, boolean strict) {
        Field field = exact.get(name);
        if (field == null && !strict) {
            return folded.get(name.toLowerCase(Locale.ROOT));
        }
        if (field == null) {
            throw Refusal.parameter("unknown " + name);
        }
        return field;
    }

    private Args complete(Args args) {
        for (Field field : fields) {
            if (field.required() && !args.has(field.name())) {
                throw Refusal.parameter(field.name());
            }
        }
        return args;
    }
}
