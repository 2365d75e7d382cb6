package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.UploadLease;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The lease of an upload, replaced by comparing and setting. Its owner counts a number up while it is alive. Whoever has
 * seen that number unchanged for the time of a lease takes the lease over, so the clocks of the nodes do not matter. The
 * owner is sure of it for two thirds of that time, counted from the question that extended it last; others began to
 * count later.
 */
final class SharedLease implements UploadLease, Holdings.Holding {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final int PARTS = 3;
    private static final byte[] NOTHING = {};

    private final SharedEngine shared;
    private final String key;
    private final long above;
    private final long lease;
    private final LongSupplier nanos;
    private final String owner = UUID.randomUUID().toString();

    private final SilenceWatch watch;

    /** What was stored when this node began to watch it; null before the first look. */
    private byte[] seen;

    /** Null before this node has the lease. */
    private LeaseEntry mine;

    private long confirmedAt;
    private boolean givenBack;

    /**
     * @param above the highest number that is known to have been used; 0 for none. If the engine knows nothing although
     *     there was an owner, that one is given the time of a lease to say that it is alive
     * @param nanos a monotonic clock, which goes on while the process is suspended
     */
    SharedLease(SharedEngine shared, String key, long above, Duration lease, LongSupplier nanos) {
        this.shared = shared;
        this.key = key;
        this.above = above;
        this.lease = lease.toNanos();
        this.watch = new SilenceWatch(shared, this.lease);
        this.nanos = nanos;
    }

    @Override
    public CompletableFuture<State> acquire() {
        long asked = nanos.getAsLong();
        return shared.ask(engine -> engine.read(key)).thenCompose(stored -> acquire(stored, asked));
    }

    private CompletableFuture<State> acquire(Optional<byte[]> stored, long asked) {
        Optional<LeaseEntry> entry = stored.flatMap(LeaseEntry::decode);
        if (entry.isPresent() && entry.get().owner().equals(owner)) {
            // an earlier question was carried out although its answer was lost
            synchronized (this) {
                mine = entry.get();
            }
            return renew(false);
        }
        byte[] found = stored.orElse(NOTHING);
        boolean free;
        synchronized (this) {
            boolean first = seen == null;
            boolean same = !first && Arrays.equals(found, seen);
            if (!first && !same && entry.map(LeaseEntry::isOwned).orElse(stored.isPresent())) {
                return CompletableFuture.completedFuture(State.BUSY);
            }
            if (first) {
                seen = found;
                watch.begin(nanos.getAsLong());
            } else if (same) {
                watch.goOn(nanos.getAsLong());
            }
            free = entry.isPresent() && !entry.get().isOwned()
                    || stored.isEmpty() && (first ? above == 0 : !same)
                    || same && watch.longerThanALease(asked);
        }
        return free
                ? take(stored.orElse(null), entry.map(LeaseEntry::number).orElse(0L))
                : CompletableFuture.completedFuture(State.WAIT);
    }

    private CompletableFuture<State> take(byte[] expected, long before) {
        // the time as well, because an upload that is over leaves no number behind
        long number = Math.max(Math.max(above, before), System.currentTimeMillis()) + 1;
        LeaseEntry entry = new LeaseEntry(number, owner, 0);
        long asked = nanos.getAsLong();
        return shared.ask(engine -> engine.replace(key, expected, entry.encode()))
                .thenApply(replaced -> replaced ? held(entry, asked) : State.WAIT);
    }

    private synchronized State held(LeaseEntry entry, long asked) {
        mine = entry;
        confirmedAt = asked;
        shared.holdings().add(this);
        return State.HELD;
    }

    @Override
    public CompletableFuture<State> renew(boolean restore) {
        LeaseEntry before;
        synchronized (this) {
            if (givenBack) {
                return CompletableFuture.failedFuture(new IllegalStateException("this node has stopped"));
            }
            before = mine;
        }
        LeaseEntry next = before.next();
        long asked = nanos.getAsLong();
        return shared.ask(engine -> engine.replace(key, restore ? null : before.encode(), next.encode()))
                .thenCompose(replaced -> replaced
                        ? CompletableFuture.completedFuture(held(next, asked))
                        : shared.ask(engine -> engine.read(key)).thenCompose(this::refused));
    }

    private CompletableFuture<State> refused(Optional<byte[]> stored) {
        if (stored.isEmpty()) {
            return CompletableFuture.completedFuture(State.FORGOTTEN);
        }
        Optional<LeaseEntry> entry = LeaseEntry.decode(stored.get());
        if (entry.isEmpty() || !entry.get().owner().equals(owner)) {
            return CompletableFuture.completedFuture(State.BUSY);
        }
        // an earlier extension was carried out although its answer was lost
        synchronized (this) {
            mine = entry.get();
        }
        return renew(false);
    }

    @Override
    public synchronized boolean valid() {
        return mine != null && !givenBack && nanos.getAsLong() - confirmedAt < lease - lease / PARTS;
    }

    @Override
    public synchronized long number() {
        return mine.number();
    }

    @Override
    public Duration pause() {
        return shorter(LONGEST_PAUSE, Duration.ofNanos(lease / PARTS));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public Duration renewal() {
        return Duration.ofNanos(lease / PARTS);
    }

    /** As {@link #release()}, but the upload is not over: the number stays, so that nobody has to wait for an owner. */
    @Override
    public CompletableFuture<?> giveBack() {
        synchronized (this) {
            givenBack = true;
        }
        return shared.change(key, stored -> LeaseEntry.decode(stored)
                .filter(entry -> entry.owner().equals(owner))
                .map(entry -> entry.givenBack().encode())
                .orElse(stored));
    }

    @Override
    public void release() {
        shared.holdings().remove(this);
        LeaseEntry entry;
        synchronized (this) {
            entry = mine;
        }
        if (entry != null) {
            shared.ask(engine -> engine.replace(key, entry.encode(), null));
        }
    }
}
