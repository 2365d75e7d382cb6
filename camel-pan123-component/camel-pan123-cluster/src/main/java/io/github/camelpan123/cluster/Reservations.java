package io.github.camelpan123.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves time in the time line of a limit, with one operation of the engine at a time.
 *
 * <p>The due time is counted from the engine's answer, and the end from the request, because the engine has counted at
 * some time in between. So a slow answer costs permits and exceeds nothing.
 */
final class Reservations {

    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long LAST_RETRY_MILLIS = 1000;
    /** How often another node is given the time to create the time line that it has announced. */
    private static final int LONGEST_ANNOUNCED = 2;
    /** So many reservations in a row are too far ahead only if there are more nodes than expected. */
    private static final int FAR_AHEAD = 10;

    private static final int LONGEST_BACK_OFF = 4;
    /** The nanoseconds that a look at the time line reserves: the least that an engine counts. */
    private static final long LOOK = 1000;

    private final SharedEngine shared;
    private final String key;
    private final Pace pace;
    private final Consumer<List<Reservation>> reserved;
    private final Runnable ended;

    private boolean taking;
    private int failures;
    private int missing;
    private boolean creating;
    /** Whether this node has not looked at the time line yet. */
    private boolean unseen = true;

    /** After so many steps of the engine's clock, the time line has what may have been taken before them. */
    private long steps;
    /** What it still lacks, in nanoseconds; 0 if that is not known. */
    private long lacking;

    private int farAhead;
    /** Whether the last reservation was a share of what nobody counts. */
    private boolean sharing;

    private long nextShare;

    /**
     * The time of one call, in nanoseconds of this node's clock.
     *
     * @param since when this node got it
     * @param due when the call may be sent at the earliest
     * @param end when it may be sent at the latest
     */
    record Reservation(long since, long due, long end) {}

    /**
     * @param key names the limit at the engine
     * @param reserved receives what was reserved, in the order of its due time
     * @param ended called when another reservation is possible
     */
    Reservations(SharedEngine shared, String key, Pace pace, Consumer<List<Reservation>> reserved, Runnable ended) {
        this.shared = shared;
        this.key = key;
        this.pace = pace;
        this.reserved = reserved;
        this.ended = ended;
        this.nextShare = shared.nanos();
        this.steps = shared.timeSteps();
    }

    /**
     * Reserves the time of some calls, unless a reservation is in progress.
     *
     * @param number returns the number of calls, for how many nanoseconds ahead a call may be due
     */
    synchronized void take(LongToIntFunction number) {
        if (taking) {
            return;
        }
        taking = true;
        if (pace.shares() && shared.lost()) {
            shared.later(0, this::takeShare);
            return;
        }
        long horizon = pace.horizon(shared.nodes());
        long before = shared.timeSteps();
        if (creating) {
            // No time of its own: it would be further ahead than what the next time line begins with, if this one is
            // lost at once.
            ask(0, horizon, horizon, before);
        } else if (steps != before) {
            // what was taken before the step may still be used, and the time line does not have it any more
            ask(0, Math.max(LOOK, lacking), horizon, before);
        } else if (unseen) {
            // What is taken just after another node has created the time line would be too far ahead, and lost.
            ask(0, LOOK, horizon, before);
        } else {
            int calls = number.applyAsInt(horizon);
            ask(calls, calls * pace.interval(), horizon, before);
        }
    }

    /**
     * @param number for how many calls; 0 to create the time line or only to look at it
     * @param before how many steps the engine's clock has made
     */
    private void ask(int number, long nanos, long horizon, long before) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        boolean create = creating;
        // on another thread, because an engine may take its time to begin
        shared.later(0, () -> {
            long from = shared.nanos();
            AtomicReference<Long> answeredAt = new AtomicReference<>();
            shared.ask(engine -> {
                        CompletableFuture<Long> answer = engine.take(key, micros, create);
                        // noted at once, because the timer may be busy. The result itself is returned, so that it is
                        // cancelled when nobody waits for it any more
                        answer.whenComplete((wait, failure) -> answeredAt.set(shared.nanos()));
                        return answer;
                    })
                    .whenComplete((wait, failure) -> {
                        Long at = answeredAt.get();
                        long answered = at == null ? shared.nanos() : at;
                        taken(number, from, answered, horizon, before, wait, failure);
                    });
        });
    }

    /** @param before how many steps the engine's clock had made before it was asked */
    private void taken(int number, long from, long answered, long horizon, long before, Long wait, Throwable failure) {
        if (failure instanceof Engine.MissingException) {
            announce();
            return;
        }
        List<Reservation> fit = new ArrayList<>();
        long pause;
        synchronized (this) {
            boolean created = creating;
            creating = false;
            if (failure == null) {
                unseen = false;
                sharing = false;
                failures = 0;
                missing = 0;
                long ahead = Math.max(0, wait - number * pace.interval());
                if (before != shared.timeSteps()) {
                    // counted with either time
                    lacking = 0;
                    pause = 0;
                } else if (number > 0) {
                    fit.addAll(fitting(number, from, answered, horizon, ahead));
                    pause = fit.isEmpty() ? backOff(horizon, ahead) : 0;
                } else {
                    boolean full = steps == before || lacking > 0 || horizon - ahead <= LOOK;
                    lacking = full ? 0 : horizon - ahead;
                    steps = full ? before : steps;
                    pause = full ? look(created, horizon, ahead) : 0;
                }
            } else {
                long most = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(failures, 4));
                failures++;
                pause = TimeUnit.MILLISECONDS.toNanos(shared.random(most / 2, most));
            }
        }
        reserved.accept(fit);
        goOnIn(pause);
    }

    /**
     * Announces that this node creates the time line. Of several nodes that find nothing one does, because each of them
     * would delay all calls. The others come back when the first call is due. If that node dies before, they create the
     * time line.
     */
    private void announce() {
        byte[] mark = {1};
        shared.ask(engine -> engine.replace(key + ":new", null, mark)).whenComplete((first, failure) -> {
            boolean mine;
            synchronized (this) {
                missing += failure == null ? 1 : 0;
                mine = Boolean.TRUE.equals(first) || missing > LONGEST_ANNOUNCED;
                creating = mine;
            }
            goOnIn(
                    mine
                            ? 0
                            : Math.max(
                                    pace.horizon(shared.nodes()), TimeUnit.MILLISECONDS.toNanos(FIRST_RETRY_MILLIS)));
        });
    }

    /** Returns how long to wait before time is taken of a time line that this node has created or looked at. */
    private long look(boolean created, long horizon, long ahead) {
        if (ahead + pace.interval() <= horizon) {
            return 0;
        }
        // The node that has created it comes back first, and those that it kept waiting when the first call is due.
        return created ? ahead / 2 : ahead;
    }

    /**
     * Returns what may be used of what was taken. What is too far ahead may not, because if the engine lost its state,
     * others could be granted the same time.
     *
     * @param horizon how far ahead a call may be due
     */
    private List<Reservation> fitting(int number, long from, long answered, long horizon, long ahead) {
        List<Reservation> fit = new ArrayList<>();
        long most = Math.min(number, (horizon - ahead) / pace.interval());
        for (int i = 0; i < most; i++) {
            long offset = ahead + i * pace.interval();
            fit.add(new Reservation(answered, answered + offset, from + offset + pace.tolerance()));
        }
        farAhead = fit.isEmpty() ? farAhead + 1 : 0;
        if (farAhead == FAR_AHEAD) {
            LOG.warn(
                    "Calls of {} are due more than {} ms ahead; if more nodes than clusterNodes use the account, set it to"
                            + " their number",
                    key,
                    TimeUnit.NANOSECONDS.toMillis(horizon));
        }
        return fit;
    }

    /**
     * Waits until all that is taken is over, and longer each time: nodes that came back with the others would keep what
     * is taken far ahead.
     */
    private long backOff(long horizon, long ahead) {
        return ahead + shared.random(1, horizon << Math.min(farAhead, LONGEST_BACK_OFF));
    }

    /**
     * Reserves what this node may use while nobody counts. The first share comes when all that was reserved before is
     * over.
     */
    private void takeShare() {
        Reservation share;
        synchronized (this) {
            long now = shared.nanos();
            if (!sharing) {
                sharing = true;
                long first = now + pace.horizon(shared.nodes()) + pace.share();
                nextShare = Math.max(0, nextShare - first) + first;
            }
            long due = Math.max(0, nextShare - now) + now;
            nextShare = due + pace.share();
            share = new Reservation(now, due, due + pace.tolerance());
        }
        reserved.accept(List.of(share));
        goOnIn(0);
    }

    private void goOnIn(long pause) {
        if (pause > 0) {
            shared.later(pause, this::goOn);
        } else {
            goOn();
        }
    }

    private void goOn() {
        synchronized (this) {
            taking = false;
        }
        ended.run();
    }
}
