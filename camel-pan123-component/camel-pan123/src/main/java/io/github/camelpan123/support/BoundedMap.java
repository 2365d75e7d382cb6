package io.github.camelpan123.support;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that evicts its eldest entry when it is full. Not thread-safe.
 *
 * @param <K> its keys
 * @param <V> its values
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int maxSize;

    private BoundedMap(int maxSize, boolean accessOrder) {
        super(16, 0.75f, accessOrder);
        this.maxSize = maxSize;
    }

    /** Evicts the entry that was inserted first. */
    public static <K, V> BoundedMap<K, V> byInsertion(int maxSize) {
        return new BoundedMap<>(maxSize, false);
    }

    /** Evicts the entry that was not used for the longest time. */
    public static <K, V> BoundedMap<K, V> byUse(int maxSize) {
        return new BoundedMap<>(maxSize, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxSize;
    }
}
