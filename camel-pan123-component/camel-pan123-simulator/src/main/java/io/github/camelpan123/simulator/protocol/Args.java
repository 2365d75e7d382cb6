package io.github.camelpan123.simulator.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The checked parameters of one call, with documented names and the types declared in the {@link Form}. */
public final class Args {
    private final Map<String, Object> values = new HashMap<>();

    Args() {}

    /** Stores a value. Returns whether there was no other value of that name. */
    boolean put(String name, Object value) {
        Object before = values.put(name, value);
        return before == null || before.equals(value);
    }

    /**
     * Whether the call contains a parameter.
     *
     * @param name as documented
     * @return true even if it is empty
     */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Returns a required number.
     *
     * @param name as documented
     * @return its value
     */
    public long number(String name) {
        return (Long) values.get(name);
    }

    /**
     * Returns an optional number.
     *
     * @param name as documented
     * @param absent the value if the call does not contain it
     * @return its value
     */
    public long number(String name, long absent) {
        return values.get(name) instanceof Long value ? value : absent;
    }

    /**
     * Returns a text.
     *
     * @param name as documented
     * @return its value, empty if the call does not contain it
     */
    public String text(String name) {
        return values.get(name) instanceof String value ? value : "";
    }

    /**
     * Returns a boolean.
     *
     * @param name as documented
     * @return its value, false if the call does not contain it
     */
    public boolean flag(String name) {
        return values.get(name) instanceof Boolean value && value;
    }

    /**
     * Returns an array of numbers.
     *
     * @param name as documented
     * @return its values, empty if the call does not contain it
     */
    @SuppressWarnings("unchecked")
    public List<Long> numbers(String name) {
        return (List<Long>) values.getOrDefault(name, List.of());
    }

    /**
     * Returns an array of strings.
     *
     * @param name as documented
     * @return its values, empty if the call does not contain it
     */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return (List<String>) values.getOrDefault(name, List.of());
    }
}
