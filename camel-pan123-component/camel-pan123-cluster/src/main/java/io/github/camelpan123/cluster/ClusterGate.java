package io.github.camelpan123.cluster;

import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.PermitGate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants permits of a limit that the nodes share. Each permit is a place in the time line of the limit, taken in
 * advance: one operation, and no other node can have it. It may be used from its due time until a part of the slack is
 * over. What is not used until then expires; it is not returned, because others may have taken later places.
 *
 * <p>The due time is counted from the engine's answer, and the end from the question, because the engine has counted
 * at some time in between. So a slow answer costs permits and exceeds nothing.
 *
 * <p>A permit is granted before it is due, by the time that calls of this node usually take from their permit to the
 * connection. Otherwise a node whose threads have to wait for a processor would never make a call: each of its permits
 * would expire.
 */
final class ClusterGate implements PermitGate {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterGate.class);
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long LAST_RETRY_MILLIS = 1000;
    /** How often another node is given the time to create the time line that it has announced. */
    private static final int LONGEST_ANNOUNCED = 2;
    /** So many places in a row are too far ahead only if there are more nodes than expected. */
    private static final int FAR_AHEAD = 10;

    /** If one operation reserves at least so many permits, the next ones are requested when half of them are used. */
    private static final int LARGE_BATCH = 4;

    private static final int LONGEST_BACK_OFF = 4;
    /** The nanoseconds that a look at the time line reserves: the least that an engine counts. */
    private static final long LOOK = 1000;
    /** So many permits in a row expire only if the slack is too short for this node. */
    private static final int MANY_EXPIRED = 20;
    /** The weight of the latest measurement in the average time of a call is one part in so many. */
    private static final int MEMORY = 4;
    /** A call that takes longer, in times of the tolerance, was held up by something else. */
    private static final long LONGEST = 4;

    private final SharedStore store;
    private final String key;
    private final Pace pace;

    private final Deque<Place> places = new ArrayDeque<>();
    /** The question that is not answered yet; null if there is none. */
    private CompletableFuture<Optional<Permit>> asked;

    private long askedAt;
    /** Whether a place was due sooner than a call could have gone out. More are then taken, to have a later one. */
    private boolean tooSoon;
    /** How many times in a row all that was taken was due too soon. */
    private int fruitless;

    private int waiting;
    private boolean taking;
    private ScheduledFuture<?> wakeUp;
    private long wakeUpAt;
    private boolean closed;
    /** The nanoseconds that a call usually takes from its permit to the connection. */
    private long usual;

    private int expired;
    private boolean warned;
    private int failures;
    private int missing;
    private boolean creating;
    /** Whether this node has not looked at the time line yet. */
    private boolean unseen = true;

    private int farAhead;
    private long nextShare;

    ClusterGate(SharedStore store, String key, Pace pace) {
        this.store = store;
        this.key = key;
        this.pace = pace;
        this.nextShare = store.nanos();
    }

    /** A permit. Due and end are times of this node's clock. */
    private final class Place implements Permit {
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

        Place(long since, long due, long end) {
            this.since = since;
            this.due = due;
            this.end = end;
        }

        boolean over(long now) {
            return now - end > 0;
        }

        /** Whether a call can probably not go out in time. One that was tried once is tried again. */
        boolean missed(long now) {
            boolean late = !back && end - due >= 0 && grantable() + usual - end > 0;
            return late || over(now);
        }

        /** When it can be granted at the earliest. The timer may be late, which is a part of the usual time. */
        private long grantable() {
            return Math.max(grantAt(), Math.max(since, askedAt));
        }

        /** The time to grant it, so that the call goes out in the middle of its time. */
        long grantAt() {
            return due - Math.max(0, usual - Math.max(0, end - due) / 2);
        }

        void grant() {
            granted = grantable();
            used = true;
        }

        @Override
        public boolean valid() {
            long now = store.nanos();
            boolean inTime = now - due >= 0 && !over(now);
            synchronized (ClusterGate.this) {
                measure(now);
                expired = inTime ? 0 : expired;
            }
            return inTime;
        }

        @Override
        public boolean expired() {
            return over(store.nanos());
        }

        private void measure(long now) {
            if (used) {
                used = false;
                usual += (Math.min(now - granted, LONGEST * pace.tolerance()) - usual) / MEMORY;
            }
        }

        @Override
        public void giveBack() {
            synchronized (ClusterGate.this) {
                long now = store.nanos();
                measure(now);
                since = now;
                back = true;
                if (over(now)) {
                    noteExpired();
                } else {
                    places.addFirst(this);
                }
            }
            serve();
        }
    }

    private void drop(Place place, long now) {
        if (!place.over(now)) {
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
            askedAt = store.nanos();
            waiting = most;
        }
        serve();
        return question;
    }

    /** Answers the question, or does what is needed to answer it later. */
    private void serve() {
        CompletableFuture<Optional<Permit>> answered;
        Place place;
        synchronized (this) {
            long now = store.nanos();
            if (closed || asked == null || asked.isDone()) {
                return;
            }
            while (!places.isEmpty() && places.peekFirst().missed(now)) {
                drop(places.pollFirst(), now);
            }
            place = places.peekFirst();
            if (place == null) {
                take();
                return;
            }
            if (place.grantAt() - now > 0) {
                wakeUpAt(place.grantAt(), now);
                return;
            }
            answered = asked;
            asked = null;
            places.pollFirst();
            place.grant();
            fruitless = 0;
            if (pace.batch() >= LARGE_BATCH && places.size() <= pace.batch() / 2) {
                // so that calls do not wait for the engine while they use up what was taken
                take();
            }
        }
        if (!answered.complete(Optional.of(place))) {
            place.giveBack();
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
        wakeUp = later(time - now, () -> {
            synchronized (this) {
                wakeUp = null;
            }
            serve();
        });
    }

    private ScheduledFuture<?> later(long nanos, Runnable task) {
        try {
            return store.timer().schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException end) {
            // the account is closed, and its queues fail what waits
            return null;
        }
    }

    /** Takes places, one question to the engine at a time. */
    private void take() {
        if (taking) {
            return;
        }
        taking = true;
        if (pace.share() && store.lost()) {
            later(0, this::takeShare);
            return;
        }
        long horizon = pace.horizon(store.nodes());
        if (creating) {
            // No place of its own: it would be further ahead than what the next time line begins with, if this one is
            // lost at once.
            ask(0, horizon, horizon);
            return;
        }
        if (unseen) {
            // What is taken just after another node has created the time line would be too far ahead, and lost.
            ask(0, LOOK, horizon);
            return;
        }
        int more = 0;
        if (tooSoon) {
            more = pace.calls(usual - pace.tolerance()) + fruitless;
            if (fruitless > 1) {
                // so that a node that was held up only for some time tries again
                usual -= usual / (MEMORY * MEMORY);
            }
            fruitless++;
        }
        tooSoon = false;
        int number = pace.within(horizon, Math.min(waiting, pace.most()) + more);
        ask(number, number * pace.interval(), horizon);
    }

    /** @param number how many places are taken; 0 to create the time line or only to look at it */
    private void ask(int number, long nanos, long horizon) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        boolean create = creating;
        // on another thread, because an engine may take its time to begin
        later(0, () -> {
            long from = store.nanos();
            AtomicReference<Long> answeredAt = new AtomicReference<>();
            store.ask(engine -> {
                        CompletableFuture<Long> answer = engine.take(key, micros, create);
                        // noted at once, because the timer may be busy. The result itself is returned, so that it is
                        // cancelled when nobody waits for it any more
                        answer.whenComplete((wait, failure) -> answeredAt.set(store.nanos()));
                        return answer;
                    })
                    .whenComplete((wait, failure) -> {
                        Long at = answeredAt.get();
                        long answered = at == null ? store.nanos() : at;
                        taken(number, from, answered, horizon, wait, failure);
                    });
        });
    }

    private void taken(int number, long from, long answered, long horizon, Long wait, Throwable failure) {
        if (failure instanceof Engine.MissingException) {
            announce();
            return;
        }
        long pause;
        synchronized (this) {
            boolean created = creating;
            creating = false;
            if (failure == null) {
                unseen = false;
                failures = 0;
                missing = 0;
                long ahead = Math.max(0, wait - number * pace.interval());
                pause = number > 0 ? keep(number, from, answered, horizon, ahead) : look(created, horizon, ahead);
            } else {
                long most = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(failures, 4));
                failures++;
                pause = TimeUnit.MILLISECONDS.toNanos(store.random(most / 2, most));
            }
        }
        goOnIn(pause);
    }

    /**
     * Announces that this node creates the time line. Of several nodes that find nothing one does, because each of them
     * would delay all calls. The others come back when the first call is due. If that node dies before, they create the
     * time line.
     */
    private void announce() {
        byte[] mark = {1};
        store.ask(engine -> engine.replace(key + ":new", null, mark)).whenComplete((first, failure) -> {
            boolean mine;
            synchronized (this) {
                missing += failure == null ? 1 : 0;
                mine = Boolean.TRUE.equals(first) || missing > LONGEST_ANNOUNCED;
                creating = mine;
            }
            goOnIn(mine ? 0 : Math.max(pace.horizon(store.nodes()), TimeUnit.MILLISECONDS.toNanos(FIRST_RETRY_MILLIS)));
        });
    }

    /** Returns how long to wait before a place is taken of a time line that this node has created or looked at. */
    private long look(boolean created, long horizon, long ahead) {
        if (ahead + pace.interval() <= horizon) {
            return 0;
        }
        // The node that has created it comes back first, and those that it kept waiting when the first call is due.
        return created ? ahead / 2 : ahead;
    }

    /**
     * Returns how long to wait before more is taken.
     *
     * @param horizon how far ahead a call may be due
     */
    private long keep(int number, long from, long answered, long horizon, long ahead) {
        // What is too far ahead is not used, because if the engine lost its state, others could be granted the same
        // time.
        long fit = Math.min(number, (horizon - ahead) / pace.interval());
        for (int i = 0; i < fit; i++) {
            long offset = ahead + i * pace.interval();
            places.addLast(new Place(answered, answered + offset, from + offset + pace.tolerance()));
        }
        farAhead = fit > 0 ? 0 : farAhead + 1;
        if (farAhead == FAR_AHEAD) {
            LOG.warn(
                    "Calls of {} are due more than {} ms ahead; if more nodes than clusterNodes use the account, set it to"
                            + " their number",
                    key,
                    TimeUnit.NANOSECONDS.toMillis(horizon));
        }
        return fit > 0 ? 0 : backOff(horizon, ahead);
    }

    /**
     * Waits until all that is taken is over, and longer each time: nodes that came back with the others would keep what
     * is taken far ahead.
     */
    private long backOff(long horizon, long ahead) {
        return ahead + store.random(1, horizon << Math.min(farAhead, LONGEST_BACK_OFF));
    }

    /** Grants what this node may use while nobody counts. */
    private void takeShare() {
        synchronized (this) {
            long now = store.nanos();
            long due = Math.max(0, nextShare - now) + now;
            nextShare = due + pace.interval() * Math.max(1, pace.nodes());
            places.addLast(new Place(now, due, due + pace.tolerance()));
        }
        goOnIn(0);
    }

    private void goOnIn(long pause) {
        if (pause > 0) {
            later(pause, this::goOn);
        } else {
            goOn();
        }
    }

    private void goOn() {
        synchronized (this) {
            taking = false;
        }
        serve();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            places.clear();
        }
    }
}
