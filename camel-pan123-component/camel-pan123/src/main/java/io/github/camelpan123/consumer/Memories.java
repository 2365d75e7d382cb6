package io.github.camelpan123.consumer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What consumers remember, for as long as their context runs: a route that is stopped, or loaded again with a changed
 * line, gets another endpoint and another consumer, and goes on where the one before it ended. One consumer at a time
 * has a memory; only those that are polled by hand share one.
 */
public final class Memories {

    /** So that endpoints that are made of ever new values leave nothing behind. */
    private static final int MOST_FREE = 1000;

    /**
     * Who asks.
     *
     * @param subject what is consumed: the same for consumers that can go on with the memory of each other
     * @param routeId null outside of routes
     * @param uri of the endpoint
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

    /** The longest free first. */
    private final List<Slot> slots = new ArrayList<>();

    /**
     * The memory of the consumer that this one goes on for, or a fresh one.
     *
     * @param routeExists tells whether a route of that id is still there, which may want its memory back
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

    /** The consumer stopped. */
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

    /** The context stops. */
    public synchronized void clear() {
        slots.clear();
    }
}
