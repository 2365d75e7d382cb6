package io.github.camelpan123.cluster;

import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.PermitGate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants permits of a limit that the nodes share. Each permit is a place in the time line of the limit, taken in
 * advance: one operation, and no other node can have it. It may be used from its due time until a part of the slack is
 * over. What is not used until then expires; it is not returned, because others may have reserved later ones.
 *
 * <p>A permit is granted before it is due, by the time that calls of this node usually take from their permit to the
 * connection. Otherwise a node whose threads have to wait for a processor would never make a call: each of its permits
 * would expire.
 */
final class ClusterGate implements PermitGate {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterGate.class);
    /** If one operation reserves at least so many permits, the next ones are requested when half of them are used. */
    private static final int LARGE_BATCH = 4;

    /** So many permits in a row expire only if the slack is too short for this node. */
    private static final int MANY_EXPIRED = 20;

    private final SharedEngine shared;
    private final String key;
    private final Pace pace;
    private final Reservations reservations;
    private final SendDelay sendDelay;

    private final Deque<ReservedPermit> permits = new ArrayDeque<>();
    /** The question that is not answered yet; null if there is none. */
    private CompletableFuture<Optional<Permit>> asked;

    private long askedAt;
    /** Whether a permit was due sooner than a call could have gone out. More are then taken, to have a later one. */
    private boolean tooSoon;
    /** How many times in a row all that was taken was due too soon. */
    private int fruitless;

    private int waiting;
    private ScheduledFuture<?> wakeUp;
    private long wakeUpAt;
    private boolean closed;
    private int expired;
    private boolean warned;

    ClusterGate(SharedEngine shared, String key, Pace pace) {
        this.shared = shared;
        this.key = key;
        this.pace = pace;
        this.reservations = new Reservations(shared, key, pace, this::add, this::serve);
        this.sendDelay = new SendDelay(pace.tolerance());
    }

    /** A permit. Due and end are times of this node's clock. */
    private final class ReservedPermit implements Permit {
        private final long due;
        private final long end;
        /** Since when this node has it. */
        private long since;
        /** Whether it was given back. */
        private boolean back;

        /** When it could be granted at the earliest. */
        private long granted;
        /** Whether a call that has it is on its way to the connection. */
        private boolean used;

        ReservedPermit(Reservations.Reservation reserved) {
            this.since = reserved.since();
            this.due = reserved.due();
            this.end = reserved.end();
        }

        boolean over(long now) {
            return now - end > 0;
        }

        /** Whether a call can probably not go out in time. One that was tried once is tried again. */
        boolean missed(long now) {
            boolean late = !back && end - due >= 0 && grantable() + sendDelay.nanos() - end > 0;
            return late || over(now);
        }

        /** When it can be granted at the earliest. The timer may be late, which is a part of the usual time. */
        private long grantable() {
            return Math.max(grantAt(), Math.max(since, askedAt));
        }

        /** The time to grant it, so that the call goes out in the middle of its time. */
        long grantAt() {
            return due - Math.max(0, sendDelay.nanos() - Math.max(0, end - due) / 2);
        }

        void grant() {
            granted = grantable();
            used = true;
        }

        @Override
        public boolean valid() {
            long now = shared.nanos();
            boolean inTime = now - due >= 0 && !over(now);
            synchronized (ClusterGate.this) {
                measure(now);
                expired = inTime ? 0 : expired;
            }
            return inTime;
        }

        @Override
        public boolean expired() {
            return over(shared.nanos());
        }

        private void measure(long now) {
            if (used) {
                used = false;
                sendDelay.measured(now - granted);
            }
        }

        @Override
        public void giveBack() {
            synchronized (ClusterGate.this) {
                long now = shared.nanos();
                measure(now);
                since = now;
                back = true;
                if (over(now)) {
                    noteExpired();
                } else {
                    permits.addFirst(this);
                }
            }
            serve();
        }
    }

    private void drop(ReservedPermit permit, long now) {
        if (!permit.over(now)) {
            tooSoon = true;
        }
        noteExpired();
    }

    private void noteExpired() {
        expired++;
        if (expired == MANY_EXPIRED && !warned) {
            warned = true;
            LOG.warn(
                    "{} permits of {} in a row have expired before their calls could be sent: this machine or the engine"
                            + " is overloaded, or clusterSlack is too short for it",
                    MANY_EXPIRED,
                    key);
        }
    }

    @Override
    public CompletableFuture<Optional<Permit>> acquire(int most) {
        CompletableFuture<Optional<Permit>> question = new CompletableFuture<>();
        synchronized (this) {
            asked = question;
            askedAt = shared.nanos();
            waiting = most;
        }
        serve();
        return question;
    }

    /** Answers the question, or does what is needed to answer it later. */
    private void serve() {
        CompletableFuture<Optional<Permit>> answered;
        ReservedPermit permit;
        synchronized (this) {
            long now = shared.nanos();
            if (closed || asked == null || asked.isDone()) {
                return;
            }
            while (!permits.isEmpty() && permits.peekFirst().missed(now)) {
                drop(permits.pollFirst(), now);
            }
            permit = permits.peekFirst();
            if (permit == null) {
                take();
                return;
            }
            if (permit.grantAt() - now > 0) {
                wakeUpAt(permit.grantAt(), now);
                return;
            }
            answered = asked;
            asked = null;
            permits.pollFirst();
            permit.grant();
            fruitless = 0;
            if (pace.batch() >= LARGE_BATCH && permits.size() <= pace.batch() / 2) {
                // so that calls do not wait for the engine while they use up what was taken
                take();
            }
        }
        if (!answered.complete(Optional.of(permit))) {
            permit.giveBack();
        }
    }

    /** An earlier time replaces a later one, because a permit may be given back. */
    private void wakeUpAt(long time, long now) {
        if (wakeUp != null) {
            if (time - wakeUpAt >= 0) {
                return;
            }
            wakeUp.cancel(false);
        }
        wakeUpAt = time;
        wakeUp = shared.later(time - now, () -> {
            synchronized (this) {
                wakeUp = null;
            }
            serve();
        });
    }

    private synchronized void add(List<Reservations.Reservation> reserved) {
        reserved.forEach(one -> permits.addLast(new ReservedPermit(one)));
    }

    /** Reserves permits, one operation of the engine at a time. */
    private void take() {
        reservations.take(this::number);
    }

    /** Returns for how many calls permits are reserved. */
    private int number(long horizon) {
        int more = 0;
        if (tooSoon) {
            more = pace.calls(sendDelay.nanos() - pace.tolerance()) + fruitless;
            if (fruitless > 1) {
                sendDelay.reduce();
            }
            fruitless++;
        }
        tooSoon = false;
        return pace.within(horizon, Math.min(waiting, pace.most()) + more);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            permits.clear();
        }
    }
}
