package io.github.camelpan123.consumer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Who works on what. By default a claim is kept in memory and the repository is told when the exchange has completed,
 * so that a crash in between costs a second exchange and loses nothing. When eager, the repository's {@code add} is the
 * claim and its {@code remove} the release, so that nobody else who has the same repository works on it meanwhile.
 */
public final class Claims {

    /** What became of the try to claim something. */
    public enum Outcome {
        CLAIMED,
        /** It is in work here, or not wanted any more. */
        HELD,
        /** The repository has it already: somebody else works on it, or did. Only when eager. */
        TAKEN,
        /** The repository knows that it was read. */
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
     * Tries to claim.
     *
     * @param wanted asked once nobody else in this context can have the claim
     * @throws RuntimeException what the repository throws; nothing is claimed then
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
            // when this throws it is not taken back: whoever has it may be somebody else
            boolean added = repository.add(key);
            return memory.notGivenBack.remove(key) || added ? Outcome.CLAIMED : Outcome.TAKEN;
        }
        return repository.contains(key) ? Outcome.READ : Outcome.CLAIMED;
    }

    /**
     * Ends a claim whose exchange completed.
     *
     * @param marks written before, to be found by {@link #marked} later, also by others
     * @throws RuntimeException what the repository throws; it is told again later
     */
    public void commit(String key, List<String> marks) {
        try {
            write(key, () -> {
                // a mark without the key costs a second exchange, a key without its mark something left undone
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
     * Ends a claim of which no exchange came, or one that failed.
     *
     * @throws RuntimeException what the repository throws; the claim is at an end all the same
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

    /** Whether a mark was written by {@link #commit} and not taken away. */
    public boolean marked(String mark) {
        return repository != null && repository.contains(mark);
    }

    /**
     * Takes a mark away.
     *
     * @param key with which it was written
     * @throws RuntimeException what the repository throws; it is told again later
     */
    public void unmark(String key, String mark) {
        write(key, () -> repository.remove(mark));
    }

    /** What belongs to one key is written in order. */
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
     * Tells the repository what it could not be told before.
     *
     * @throws RuntimeException what it throws; the rest is told later
     */
    public void catchUp() {
        synchronized (memory.unwritten) {
            while (!memory.unwritten.isEmpty()) {
                String key = memory.unwritten.keySet().iterator().next();
                // behind the others meanwhile, so that one that cannot be written does not hold them up
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
