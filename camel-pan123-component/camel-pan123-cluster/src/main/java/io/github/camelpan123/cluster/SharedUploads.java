package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.UploadSlots;
import io.github.camelpan123.cluster.UploadParts.Part;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The uploads in flight of all nodes. Each node holds a part of them, so that an upload needs no operation of the
 * engine. The parts are one value that is compared and set, so their sum never exceeds the number. A node takes what
 * nobody holds; if another one has less than its equal part, it gives up what it has beyond its own as its uploads end.
 * A node that others have not seen alive for a lease has lost its part, and does not begin uploads any more when it has
 * not reached the engine for half of that time. A node that stops gives its part back at once.
 */
final class SharedUploads implements UploadSlots, Holdings.Holding {

    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(20);
    /** A node with nothing to upload gives its part back after so many looks. */
    private static final int IDLE = 4;
    /** The longest time between two looks at the others, as a part of the lease. */
    private static final int LONGEST_GAP = 3;

    private final SharedEngine shared;
    private final String key;
    private final int most;
    private final long lease;
    private final String node = UUID.randomUUID().toString();

    private final Deque<CompletableFuture<Runnable>> waiting = new ArrayDeque<>();
    private final Map<String, Seen> others = new HashMap<>();
    private int held;
    /** Whether the engine may have a part of this node. */
    private boolean stored;

    private int inUse;
    /** At most so many begin, because another node has less than its part. */
    private int allowed;

    private long beat;
    private long confirmedAt;
    private long lookedAt;
    private boolean looking;
    private boolean scheduled;
    private int idleLooks;
    private boolean ended;

    /** When another node was last seen to count up. */
    private record Seen(long beat, long since) {}

    SharedUploads(SharedEngine shared, String key, int most, Duration lease) {
        this.shared = shared;
        this.key = key;
        this.most = most;
        this.allowed = most;
        this.lease = lease.toNanos();
        this.confirmedAt = shared.nanos() - this.lease;
        this.lookedAt = shared.nanos();
        shared.holdings().add(this);
    }

    @Override
    public CompletableFuture<Runnable> acquire() {
        CompletableFuture<Runnable> slot = shared.result();
        synchronized (this) {
            waiting.addLast(slot);
        }
        grant();
        return slot;
    }

    private void grant() {
        while (true) {
            CompletableFuture<Runnable> next;
            synchronized (this) {
                boolean alive = !ended && shared.nanos() - confirmedAt < lease / 2;
                if (waiting.isEmpty() || !alive || inUse >= Math.min(held, allowed)) {
                    lookIn(waiting.isEmpty() || alive && held >= most ? BETWEEN : Duration.ZERO);
                    return;
                }
                inUse++;
                next = waiting.pollFirst();
            }
            AtomicBoolean ended = new AtomicBoolean();
            Runnable end = () -> {
                if (ended.compareAndSet(false, true)) {
                    release();
                }
            };
            if (!next.complete(end)) {
                // given up; not by its end, which would grant the next one from within
                synchronized (this) {
                    inUse--;
                }
            }
        }
    }

    private void release() {
        synchronized (this) {
            inUse--;
        }
        grant();
    }

    /** Looks at the parts after some time, unless that is to happen anyway. Called with the lock of this object. */
    private void lookIn(Duration pause) {
        if (ended || looking || scheduled || !stored && waiting.isEmpty()) {
            return;
        }
        scheduled = true;
        // not at once again and again while others hold what this node waits for
        long nanos = Math.max(pause.toNanos(), confirmedAt + RETRY.toNanos() - shared.nanos());
        shared.later(Math.max(0, nanos), this::look);
    }

    private void look() {
        synchronized (this) {
            scheduled = false;
            looking = true;
        }
        shared.ask(engine -> engine.read(key)).whenComplete((found, failure) -> {
            if (failure == null) {
                change(found);
            } else {
                looked(BETWEEN);
            }
        });
    }

    private void change(Optional<byte[]> before) {
        UploadParts parts = living(before.map(UploadParts::decode).orElseGet(UploadParts::none));
        long asked = shared.nanos();
        Part mine;
        boolean starving;
        int fair;
        synchronized (this) {
            if (ended) {
                return;
            }
            stored = parts.nodes().containsKey(node);
            if (!stored) {
                // others have given this node up, or the engine has lost its state
                held = 0;
            }
            int wanted = inUse + waiting.size();
            idleLooks = wanted == 0 ? idleLooks + 1 : 0;
            fair = parts.fairPart(node, most);
            starving = parts.anotherStarves(node, fair);
            int free = Math.max(0, most - parts.heldByOthers(node));
            int target =
                    Math.min(wanted == 0 && idleLooks < IDLE ? held : wanted, starving ? Math.min(free, fair) : free);
            // what is in flight cannot be given back
            mine = new Part(Math.max(target, inUse), wanted, ++beat);
            // what would be given back is not begun while the engine is asked
            held = Math.min(held, mine.held());
            // whatever the answer says, until the next look
            stored |= mine.isUsed();
        }
        UploadParts next = mine.isUsed() ? parts.with(node, mine) : parts.without(node);
        shared.ask(engine -> engine.replace(key, before.orElse(null), next.encode()))
                .whenComplete((replaced, failure) -> {
                    boolean done = Boolean.TRUE.equals(replaced);
                    if (done) {
                        synchronized (this) {
                            held = mine.held();
                            stored = mine.isUsed();
                            allowed = starving ? fair : most;
                            confirmedAt = asked;
                        }
                    }
                    looked(done ? BETWEEN : RETRY);
                });
    }

    /**
     * Leaves out the nodes that have not counted up for a lease. While this node did not look, or got no answer, the
     * others may have got none either, so that time does not count.
     */
    private synchronized UploadParts living(UploadParts parts) {
        long now = shared.nanos();
        if (now - lookedAt > lease / LONGEST_GAP) {
            others.clear();
        }
        lookedAt = now;
        UploadParts living = parts;
        for (Map.Entry<String, Part> entry : parts.nodes().entrySet()) {
            Seen seen = others.get(entry.getKey());
            if (seen == null || seen.beat() != entry.getValue().beat()) {
                others.put(entry.getKey(), new Seen(entry.getValue().beat(), now));
            } else if (!entry.getKey().equals(node) && now - seen.since() > lease) {
                living = living.without(entry.getKey());
            }
        }
        others.keySet().retainAll(parts.nodes().keySet());
        return living;
    }

    /** All of it, because the connections of uploads in flight are closed before. */
    @Override
    public CompletableFuture<?> giveBack() {
        synchronized (this) {
            ended = true;
        }
        return shared.change(key, before -> {
            UploadParts parts = UploadParts.decode(before);
            return parts.nodes().containsKey(node) ? parts.without(node).encode() : before;
        });
    }

    private void looked(Duration pause) {
        synchronized (this) {
            looking = false;
            lookIn(pause);
        }
        grant();
    }
}
