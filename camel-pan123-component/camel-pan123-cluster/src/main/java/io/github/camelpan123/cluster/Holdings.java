package io.github.camelpan123.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What this node holds at the engine, and what others would wait for until its lease is over. */
final class Holdings {

    private final Set<Holding> all = new HashSet<>();
    private boolean ended;

    /** Something that is held. */
    @FunctionalInterface
    interface Holding {
        /** Gives it back. It must not be used any more. */
        CompletableFuture<?> giveBack();
    }

    /** Adds what this node holds now. It is given back at once if this node has ended meanwhile. */
    void add(Holding holding) {
        boolean late;
        synchronized (this) {
            late = ended;
            if (!late) {
                all.add(holding);
            }
        }
        if (late) {
            holding.giveBack();
        }
    }

    synchronized void remove(Holding holding) {
        all.remove(holding);
    }

    /** Gives all back, and from now on what is added as well. */
    CompletableFuture<Void> giveBack() {
        List<Holding> last;
        synchronized (this) {
            ended = true;
            last = List.copyOf(all);
            all.clear();
        }
        return CompletableFuture.allOf(last.stream().map(Holding::giveBack).toArray(CompletableFuture[]::new));
    }
}
