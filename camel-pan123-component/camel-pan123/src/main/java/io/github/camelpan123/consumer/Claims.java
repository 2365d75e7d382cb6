package io.github.camelpan123.consumer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The claims of work items. By default a claim is kept in memory, and the repository is written when the exchange has
 * completed. A crash in between causes a second exchange and loses nothing. In eager mode {@code add} of the repository
 * is the claim and {@code remove} is the release, so that other users of the same repository do not process the item at
 * the same time.
 */
public final class Claims {

    /** The outcome of a claim. */
    public enum Outcome {
        CLAIMED,
        /** An exchange of this context has the key, or the item is not wanted any more. */
        HELD,
        /**
         * The repository already contains the key: another process handles or has handled the item. Only in eager mode.
         */
        TAKEN,
        /** The repository contains the key of an item that was read. */
        READ
    }

    private final IdempotentRepository repository;
    private final boolean eager;
    private final ClaimMemory memory;

    /** @param repository null for none */
    public Claims(IdempotentRepository repository, boolean eager, ClaimMemory memory) {
        this.repository = repository;
        this.eager = eager;
        this.memory = memory;
    }

    /**
     * Tries to claim a key.
     *
     * @param wanted called when no other exchange of this context can get the claim; false ends the claim
     * @throws RuntimeException if the repository throws it; nothing is claimed then
     */
    public Outcome claim(String key, BooleanSupplier wanted) {
        if (!memory.held.add(key)) {
            return Outcome.HELD;
        }
        Outcome outcome = null;
        try {
            outcome = wanted.getAsBoolean() ? ask(key) : Outcome.HELD;
            return outcome;
        } finally {
            if (outcome != Outcome.CLAIMED) {
                memory.held.remove(key);
            }
        }
    }

    private Outcome ask(String key) {
        if (repository == null) {
            return Outcome.CLAIMED;
        }
        if (eager) {
            // no release if this throws, because the claim may belong to another process
            boolean added = repository.add(key);
            return memory.notGivenBack.remove(key) || added ? Outcome.CLAIMED : Outcome.TAKEN;
        }
        return repository.contains(key) ? Outcome.READ : Outcome.CLAIMED;
    }

    /**
     * Ends the claim of a completed exchange.
     *
     * @param marks are written before the key; {@link #marked} finds them later, also in other processes
     * @throws RuntimeException if the repository throws it; the write is retried later
     */
    public void commit(String key, List<String> marks) {
        try {
            write(key, () -> {
                // a mark without its key costs a second exchange, but a key without its mark would lose the action
                marks.forEach(repository::add);
                if (!eager) {
                    repository.add(key);
                }
                repository.confirm(key);
            });
        } finally {
            memory.held.remove(key);
        }
    }

    /**
     * Ends the claim of an exchange that failed or was not created.
     *
     * @throws RuntimeException if the repository throws it; the claim ends in any case
     */
    public void release(String key) {
        boolean given = false;
        try {
            if (repository != null && eager) {
                repository.remove(key);
            }
            given = true;
        } finally {
            if (!given) {
                memory.notGivenBack.add(key);
            }
            memory.held.remove(key);
        }
    }

    /** Whether {@link #commit} has written a mark that was not removed. */
    public boolean marked(String mark) {
        return repository != null && repository.contains(mark);
    }

    /**
     * Removes a mark.
     *
     * @param key the key that the mark was written with
     * @throws RuntimeException if the repository throws it; the removal is retried later
     */
    public void unmark(String key, String mark) {
        write(key, () -> repository.remove(mark));
    }

    /**
     * Runs a write, or queues it behind failed writes of the same key, because the writes of one key must keep their
     * order.
     */
    private void write(String key, Runnable change) {
        if (repository == null) {
            return;
        }
        synchronized (memory.unwritten) {
            Deque<Runnable> before = memory.unwritten.get(key);
            if (before != null) {
                before.add(change);
                return;
            }
        }
        boolean written = false;
        try {
            change.run();
            written = true;
        } finally {
            if (!written) {
                synchronized (memory.unwritten) {
                    memory.unwritten
                            .computeIfAbsent(key, first -> new ArrayDeque<>())
                            .addFirst(change);
                }
            }
        }
    }

    /**
     * Retries the writes that failed before.
     *
     * @throws RuntimeException if the repository throws it; the remaining writes are retried later
     */
    public void catchUp() {
        synchronized (memory.unwritten) {
            while (!memory.unwritten.isEmpty()) {
                String key = memory.unwritten.keySet().iterator().next();
                // moved to the end, so that a key that cannot be written does not block the others
                Deque<Runnable> changes = memory.unwritten.remove(key);
                memory.unwritten.put(key, changes);
                while (!changes.isEmpty()) {
                    changes.peek().run();
                    changes.poll();
                }
                memory.unwritten.remove(key);
            }
        }
    }
}
