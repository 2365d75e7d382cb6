package io.github.camelpan123.cluster;

import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.PermitGate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants permits of a limit that the nodes share. Each permit is a place in the time line of the limit, taken in
 * advance: one operation, and no other node can have it. It may be used from its due time until a part of the slack is
 * over. What is not used until then expires; it is not returned, because others may have taken later places.
 *
 * <p>The due time is counted from the engine's answer, and the end from the question, because the engine has counted
 * at some time in between. So a slow answer costs permits and exceeds nothing.
 */
final class ClusterGate implements PermitGate {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterGate.class);
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long LAST_RETRY_MILLIS = 1000;
    /** How often another node is given the time to create the time line that it has announced. */
    private static final int LONGEST_ANNOUNCED = 2;
    /** So many places in a row are too far ahead only if there are more nodes than expected. */
    private static final int FAR_AHEAD = 10;

    private final SharedStore store;
    private final String key;
    private final Pace pace;

    private final Deque<Place> places = new ArrayDeque<>();
    /** The question that is not answered yet; null if there is none. */
    private CompletableFuture<Optional<Permit>> asked;

    private int waiting;
    private boolean taking;
    private boolean timed;
    private boolean closed;
    private int failures;
    private int missing;
    private boolean creating;
    private int farAhead;
    private long nextShare = System.nanoTime();

    ClusterGate(SharedStore store, String key, Pace pace) {
        this.store = store;
        this.key = key;
        this.pace = pace;
    }

    /** A permit. Due and end are in nanoseconds of {@link System#nanoTime}. */
    private final class Place implements Permit {
        private final long due;
        private final long end;

        Place(long due, long end) {
            this.due = due;
            this.end = end;
        }

        boolean over(long now) {
            return now - end > 0;
        }

        @Override
        public boolean valid() {
            return !over(System.nanoTime());
        }

        @Override
        public void giveBack() {
            synchronized (ClusterGate.this) {
                places.addFirst(this);
            }
            serve();
        }
    }

    @Override
    public CompletableFuture<Optional<Permit>> acquire(int most) {
        CompletableFuture<Optional<Permit>> question = new CompletableFuture<>();
        synchronized (this) {
            asked = question;
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
            long now = System.nanoTime();
            while (!places.isEmpty() && places.peekFirst().over(now)) {
                places.pollFirst();
            }
            if (closed || asked == null || asked.isDone()) {
                return;
            }
            place = places.peekFirst();
            if (place == null) {
                take();
                return;
            }
            if (place.due - now > 0) {
                wakeUpIn(place.due - now);
                return;
            }
            answered = asked;
            asked = null;
            places.pollFirst();
        }
        if (!answered.complete(Optional.of(place))) {
            place.giveBack();
        }
    }

    private void wakeUpIn(long nanos) {
        if (!timed) {
            timed = true;
            later(nanos, () -> {
                synchronized (this) {
                    timed = false;
                }
                serve();
            });
        }
    }

    private void later(long nanos, Runnable task) {
        try {
            store.timer().schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException end) {
            // the account is closed, and its queues fail what waits
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
        int number = Math.max(1, Math.min(waiting, pace.most()));
        boolean create = creating;
        long horizon = pace.horizon(store.nodes());
        long micros = pace.micros(number) + (create ? horizon / 1000 : 0);
        // on another thread, because an engine may take its time to begin
        later(0, () -> {
            long from = System.nanoTime();
            store.ask(engine -> engine.take(key, micros, create))
                    .whenComplete(
                            (wait, failure) -> taken(number, from, create ? Long.MAX_VALUE : horizon, wait, failure));
        });
    }

    private void taken(int number, long from, long horizon, Long wait, Throwable failure) {
        if (failure instanceof Engine.MissingException) {
            announce();
            return;
        }
        long pause;
        synchronized (this) {
            creating = false;
            if (failure == null) {
                failures = 0;
                missing = 0;
                pause = keep(number, from, horizon, Math.max(0, wait - number * pace.interval()));
            } else {
                long most = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(failures, 4));
                failures++;
                pause = TimeUnit.MILLISECONDS.toNanos(
                        most / 2 + ThreadLocalRandom.current().nextLong(most / 2));
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

    /**
     * Returns how long to wait before more is taken.
     *
     * @param horizon how far ahead a call may be due; for who has created the time line, as far as it begins
     */
    private long keep(int number, long from, long horizon, long ahead) {
        if (ahead + (number - 1) * pace.interval() > horizon) {
            // Not used, because if the engine lost its state, others could be granted the same time. Until all that is
            // taken is over; sooner, nodes that come back with the others would keep it far ahead.
            farAhead++;
            if (farAhead == FAR_AHEAD) {
                LOG.warn(
                        "Calls of {} are due more than {} ms ahead; if more nodes than clusterNodes use the account, set"
                                + " it to their number",
                        key,
                        TimeUnit.NANOSECONDS.toMillis(horizon));
            }
            return ahead;
        }
        farAhead = 0;
        long answered = System.nanoTime();
        for (int i = 0; i < number; i++) {
            long offset = ahead + i * pace.interval();
            places.addLast(new Place(answered + offset, from + offset + pace.tolerance()));
        }
        return 0;
    }

    /** Grants what this node may use while nobody counts. */
    private void takeShare() {
        synchronized (this) {
            long now = System.nanoTime();
            long due = Math.max(0, nextShare - now) + now;
            nextShare = due + pace.interval() * Math.max(1, pace.nodes());
            places.addLast(new Place(due, due + pace.tolerance()));
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
