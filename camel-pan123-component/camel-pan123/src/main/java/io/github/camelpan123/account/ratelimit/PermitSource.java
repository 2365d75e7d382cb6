package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.support.Futures;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Asks the gate of a queue for permits, one at a time, and replaces a gate that has failed or is stuck. Takes no lock
 * of its queue while it holds its own, and calls no gate while it holds that.
 */
final class PermitSource {

    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(200);

    private final Api api;
    private final LongSupplier clock;
    private final Function<Rate, PermitGate> gates;
    private final Consumer<Answer> later;

    /** Held while the gate is asked, so that it is asked by one thread at a time. Taken before any other lock. */
    private final ReentrantLock atGate = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private Rate rate;
    /** Null after it has failed. */
    private PermitGate gate;
    /** The answer that the gate still owes; null if there is none. */
    private CompletableFuture<Optional<Permit>> owed;
    /** A permit that came later than it was asked for; null if there is none. */
    private Permit ready;
    /** Whether the gate has ever owed an answer. */
    private boolean answersLater;

    private boolean shut;
    private long shutSince;
    private boolean closed;

    /**
     * @param clock nanoseconds, monotonic
     * @param gates creates the gate of a limit
     * @param later gets the answers that come later than they were asked for, on any thread
     */
    PermitSource(Api api, Rate rate, LongSupplier clock, Function<Rate, PermitGate> gates, Consumer<Answer> later) {
        this.api = api;
        this.rate = rate;
        this.clock = clock;
        this.gates = gates;
        this.later = later;
        this.gate = gates.apply(rate);
    }

    /**
     * What the gate has answered.
     *
     * @param permit null if there is none now
     * @param failure why the gate could not answer; null if it could
     */
    record Answer(Permit permit, Pan123Exception failure) {}

    /** What is to be ended, which must be done without a lock. */
    record ToClose(PermitGate gate, CompletableFuture<?> owed, Permit ready) {
        void end() {
            if (owed != null) {
                owed.cancel(false);
            }
            try {
                if (ready != null) {
                    ready.giveBack();
                }
            } finally {
                if (gate != null) {
                    gate.close();
                }
            }
        }
    }

    /** Returns whether the gate owes an answer. It is not asked before it has come. */
    boolean owes() {
        lock.lock();
        try {
            return owed != null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether this gate has ever answered later than it was asked. */
    boolean answersLater() {
        lock.lock();
        try {
            return answersLater;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for a permit. Must be called without a lock.
     *
     * @param wanted returns how many calls wait; asked when it is the turn of this thread; 0 if none could be sent now
     * @param ends called if there is no answer now, and before it can come
     * @return the answer; null if nothing was asked, or the answer comes later
     */
    Answer ask(IntSupplier wanted, Runnable ends) {
        CompletableFuture<Optional<Permit>> question = null;
        PermitGate asked = null;
        Settled now = null;
        boolean needed = true;
        atGate.lock();
        try {
            int most = owes() ? 0 : wanted.getAsInt();
            if (most > 0) {
                try {
                    asked = open();
                    question = Objects.requireNonNull(asked.acquire(most), "acquire() returned null");
                } catch (RuntimeException | Error e) {
                    question = Futures.failed(e);
                }
                if (question.isDone()) {
                    now = settle(question, asked);
                } else {
                    needed = owe(question, asked);
                }
            }
        } finally {
            atGate.unlock();
        }
        if (now != null) {
            return now.done();
        }
        ends.run();
        if (question != null) {
            listen(question, asked, needed);
        }
        return null;
    }

    private void listen(CompletableFuture<Optional<Permit>> question, PermitGate asked, boolean needed) {
        question.whenComplete((permit, failure) -> paid(question, asked));
        if (!needed) {
            question.cancel(false);
        }
    }

    /** Returns the gate, or a new one if it has failed. */
    private PermitGate open() {
        Rate limit;
        lock.lock();
        try {
            if (gate != null) {
                return gate;
            }
            limit = rate;
        } finally {
            lock.unlock();
        }
        PermitGate fresh = gates.apply(limit);
        PermitGate used;
        lock.lock();
        try {
            // the limit may have changed meanwhile
            if (gate == null && !closed) {
                gate = fresh;
            }
            used = gate;
        } finally {
            lock.unlock();
        }
        if (used != fresh) {
            fresh.close();
        }
        if (used == null) {
            throw new Pan123ShutdownException(api);
        }
        return used;
    }

    /** Returns whether the answer is needed. A gate that was replaced while it was asked need not answer at all. */
    private boolean owe(CompletableFuture<Optional<Permit>> question, PermitGate asked) {
        lock.lock();
        try {
            if (gate != asked) {
                return false;
            }
            owed = question;
            answersLater = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Handles an answer that was owed. */
    private void paid(CompletableFuture<Optional<Permit>> question, PermitGate asked) {
        boolean needed;
        lock.lock();
        try {
            needed = owed == question;
            if (needed) {
                owed = null;
            }
        } finally {
            lock.unlock();
        }
        if (needed) {
            later.accept(settle(question, asked).done());
        } else if (!question.isCompletedExceptionally()) {
            Optional<Permit> permit = question.join();
            if (permit != null) {
                permit.ifPresent(Permit::giveBack);
            }
        }
    }

    /**
     * @param dropped the gate that is not asked any more, which must be closed without a lock; null if there is none
     */
    private record Settled(Answer answer, PermitGate dropped) {
        Answer done() {
            if (dropped != null) {
                dropped.close();
            }
            return answer;
        }
    }

    /** @param asked the gate that has answered; what another one is asked meanwhile is not its concern */
    private Settled settle(CompletableFuture<Optional<Permit>> complete, PermitGate asked) {
        Throwable failure = null;
        Permit permit = null;
        try {
            permit = Objects.requireNonNull(complete.join(), "acquire() completed with null")
                    .orElse(null);
        } catch (CompletionException e) {
            failure = e.getCause() == null ? e : e.getCause();
        } catch (RuntimeException e) {
            failure = e;
        }
        lock.lock();
        try {
            if (gate != asked) {
                // whoever replaced it has closed it
                return new Settled(new Answer(permit, null), null);
            }
            if (failure != null || stuck(permit != null)) {
                gate = null;
            }
            Pan123Exception why = failure == null ? null : broken(failure);
            return new Settled(new Answer(permit, why), gate == null ? asked : null);
        } finally {
            lock.unlock();
        }
    }

    /** The queue's window has a place, so a throttler that refuses for longer was misled by a clock step. */
    private boolean stuck(boolean permit) {
        long now = clock.getAsLong();
        if (permit) {
            shut = false;
        } else if (!shut) {
            shut = true;
            shutSince = now;
        }
        return shut && now - shutSince > STUCK;
    }

    private Pan123Exception broken(Throwable why) {
        return why instanceof Pan123Exception typed
                ? typed
                : new Pan123Exception(
                        api,
                        "No permit for " + api.path() + " could be obtained, so the call was not made: " + why,
                        true,
                        why);
    }

    /** Keeps a permit that came later, until {@link #takeReady()}. Returns false if there is one already. */
    boolean keep(Permit permit) {
        lock.lock();
        try {
            boolean needed = ready == null;
            ready = needed ? permit : ready;
            return needed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns a permit that came later than it was asked for; null if there is none. */
    Permit takeReady() {
        lock.lock();
        try {
            Permit permit = ready;
            ready = null;
            return permit;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is no longer needed because no call waits. */
    ToClose release() {
        lock.lock();
        try {
            ToClose unneeded = new ToClose(null, owed, ready);
            owed = null;
            ready = null;
            return unneeded;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks another gate from now on.
     *
     * @return what is to be ended: all of the gate before, or the new one if this source is closed
     */
    ToClose change(Rate newRate, PermitGate fresh) {
        lock.lock();
        try {
            if (closed) {
                return new ToClose(fresh, null, null);
            }
            rate = newRate;
            return leave(fresh);
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is to be ended. */
    ToClose close() {
        lock.lock();
        try {
            closed = true;
            return leave(null);
        } finally {
            lock.unlock();
        }
    }

    private ToClose leave(PermitGate next) {
        ToClose old = new ToClose(gate, owed, ready);
        gate = next;
        owed = null;
        ready = null;
        answersLater = false;
        return old;
    }
}
