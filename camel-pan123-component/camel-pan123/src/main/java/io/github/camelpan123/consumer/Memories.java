package io.github.camelpan123.consumer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The memories of consumers, kept until their context stops. A route that is stopped or reloaded gets a new endpoint
 * and a new consumer, which continues with the memory of its predecessor. Only one consumer at a time uses a memory,
 * except that polling consumers share one.
 */
public final class Memories {

    /** Bounds the unused memories, so that endpoints with ever new URIs do not leak memory. */
    private static final int MOST_FREE = 1000;

    /**
     * The consumer that asks for a memory.
     *
     * @param subject what is consumed; consumers with the same subject can continue with each other's memory
     * @param routeId null outside of routes
     * @param uri the URI of the endpoint
     */
    public record Owner(String subject, String routeId, String uri) {}

    private static final class Slot {
        private final String subject;
        private final Object memory;
        private Owner last;
        private int owners;

        Slot(Owner owner, Object memory) {
            this.subject = owner.subject();
            this.memory = memory;
        }
    }

    /** The memories, ordered by their last acquire or release, oldest first. */
    private final List<Slot> slots = new ArrayList<>();

    /**
     * Returns the memory of the predecessor of a consumer, or a new one.
     *
     * @param routeExists whether a route of this ID still exists and may need its memory again
     */
    public synchronized <M> M acquire(Owner owner, Class<M> kind, Predicate<String> routeExists, Supplier<M> fresh) {
        Slot slot = slots.stream()
                .filter(one -> one.subject.equals(owner.subject()) && kind.isInstance(one.memory))
                .filter(one -> rank(one, owner, routeExists) > 0)
                .max(Comparator.comparingInt(one -> rank(one, owner, routeExists)))
                .orElseGet(() -> new Slot(owner, fresh.get()));
        slots.remove(slot);
        slots.add(slot);
        slot.last = owner;
        slot.owners++;
        return kind.cast(slot.memory);
    }

    private static int rank(Slot slot, Owner owner, Predicate<String> routeExists) {
        boolean polled = owner.routeId() == null;
        if (polled != (slot.last.routeId() == null)) {
            return 0;
        }
        boolean sameUri = slot.last.uri().equals(owner.uri());
        if (polled) {
            return sameUri ? 1 : 0;
        }
        if (slot.owners > 0) {
            return 0;
        }
        if (slot.last.routeId().equals(owner.routeId())) {
            return sameUri ? 4 : 3;
        }
        return routeExists.test(slot.last.routeId()) ? 0 : sameUri ? 2 : 1;
    }

    /** Releases a memory. Called when the consumer has stopped. */
    public synchronized void release(Object memory) {
        Optional<Slot> slot =
                slots.stream().filter(one -> Objects.equals(one.memory, memory)).findFirst();
        slot.ifPresent(one -> {
            one.owners--;
            slots.remove(one);
            slots.add(one);
        });
        long free = slots.stream().filter(one -> one.owners == 0).count();
        for (int i = 0; free > MOST_FREE && i < slots.size(); ) {
            if (slots.get(i).owners == 0) {
                slots.remove(i);
                free--;
            } else {
                i++;
            }
        }
    }

    /** Drops all memories. Called when the context stops. */
    public synchronized void clear() {
        slots.clear();
    }
}
