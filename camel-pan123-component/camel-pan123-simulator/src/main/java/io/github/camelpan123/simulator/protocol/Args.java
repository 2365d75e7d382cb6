package io.github.camelpan123.simulator.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of one call after they were checked: names as documented, types as declared in the {@link Form}. */
public final class Args {
    private final Map<String, Object> values = new HashMap<>();

    Args() {}

    /** Whether there was no other value of that name. */
    boolean put(String name, Object value) {
        Object before = values.put(name, value);
        return before == null || before.equals(value);
    }

    /**
     * Whether the call carried a parameter.
     *
     * @param name as documented
     * @return true if it did, even if empty
     */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * A required number.
     *
     * @param name as documented
     * @return its value
     */
    public long number(String name) {
        return (Long) values.get(name);
    }

    /**
     * An optional number.
     *
     * @param name as documented
     * @param absent the value when the call does not carry it
     * @return its value
     */
    public long number(String name, long absent) {
        return values.get(name) instanceof Long value ? value : absent;
    }

    /**
     * A text.
     *
     * @param name as documented
     * @return its value, empty if the call does not carry it
     */
    public String text(String name) {
        return values.get(name) instanceof String value ? value : "";
    }

    /**
     * A boolean.
     *
     * @param name as documented
     * @return its value, false if the call does not carry it
     */
    public boolean flag(String name) {
        return values.get(name) instanceof Boolean value && value;
    }

    /**
     * An array of numbers.
     *
     * @param name as documented
     * @return its values, empty if the call does not carry it
     */
    @SuppressWarnings("unchecked")
    public List<Long> numbers(String name) {
        return (List<Long>) values.getOrDefault(name, List.of());
    }

    /**
     * An array of strings.
     *
     * @param name as documented
     * @return its values, empty if the call does not carry it
     */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return (List<String>) values.getOrDefault(name, List.of());
    }
}
