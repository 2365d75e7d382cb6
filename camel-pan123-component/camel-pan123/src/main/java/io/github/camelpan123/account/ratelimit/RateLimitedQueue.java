package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FIFO queue of one call of the platform. It enforces the documented limit for all users of the account. Waiting
 * calls hold no thread. The worker thread starts first and then takes the permit, so that no delay of a busy machine
 * can separate a permit from its use. If the gate answers later, the worker ends, and the answer starts another one; a
 * permit of such a gate knows whether it has expired meanwhile.
 */
public final class RateLimitedQueue {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedQueue.class);

    private static final int MOST_REFUSALS = 8;
    private static final int ENDED_AT_ONCE = 16;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    /** The time without a refusal after which calls count as accepted again. */
    private static final long QUIET = TimeUnit.SECONDS.toNanos(30);

    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NO_WORKER = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);
    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(200);

    private final Api api;
    private final Workers.Share workers;
    private final Executor failing;
    private final ScheduledExecutorService timer;
    private final WaitBounds bounds;
    private final LongSupplier clock;
    private final Function<Rate, PermitGate> gates;

    /** Held while the gate is asked, so that it is asked by one thread at a time. Taken before {@link #lock}. */
    private final ReentrantLock atGate = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<QueuedCall> waiting = new ArrayDeque<>();
    private final SlidingWindow window;
    private final AdaptiveRate adaptiveRate;
    private Rate rate;
    /** Null after it has failed. */
    private PermitGate gate;
    /** The answer that the gate still owes; null if there is none. */
    private CompletableFuture<Optional<Permit>> owed;
    /** A permit that came later than it was asked for; null if there is none. */
    private Permit ready;
    /** Whether the gate has ever owed an answer. One worker at a time is then enough. */
    private boolean answersLater;

    private long gateShutSince;
    private boolean gateShut;
    private long pausedUntil;
    private boolean paused;
    /** Whether the queue is paused on request. */
    private boolean held;

    private int refusalsInARow;
    private int workersOnTheWay;
    private ScheduledFuture<?> wakeUp;
    private long wakeUpAt;
    private boolean ownersStop;
    private boolean closed;
    private long sent;
    private long refused;
    private int inFlight;
    private long sentAt;
    /** Whether the platform has refused calls lately. */
    private boolean throttled;

    private long refusedAt;

    /**
     * @param failing runs the failure of calls that have waited too long
     * @param contexts returns a context that uses the account
     */
    public RateLimitedQueue(
            Api api,
            Rate rate,
            Workers.Share workers,
            Executor failing,
            ScheduledExecutorService timer,
            WaitBounds bounds,
            Supplier<CamelContext> contexts) {
        this(api, rate, workers, failing, timer, bounds, System::nanoTime, limit -> localGate(limit, contexts));
    }

    /**
     * Returns the gate that counts the calls of this JVM.
     *
     * @param contexts returns a context that uses the account
     */
    public static PermitGate localGate(Rate rate, Supplier<CamelContext> contexts) {
        return new ThrottleGate(rate, contexts);
    }

    /**
     * @param failing runs the failure of calls that have waited too long
     * @param clock nanoseconds, monotonic
     * @param gates creates the gate that is asked for each permit in addition to the queue's own window
     */
    public RateLimitedQueue(
            Api api,
            Rate rate,
            Workers.Share workers,
            Executor failing,
            ScheduledExecutorService timer,
            WaitBounds bounds,
            LongSupplier clock,
            Function<Rate, PermitGate> gates) {
        this.api = api;
        this.rate = rate;
        this.workers = workers;
        this.failing = failing;
        this.timer = timer;
        this.bounds = bounds;
        this.clock = clock;
        this.gates = gates;
        this.window = new SlidingWindow(rate);
        this.adaptiveRate = new AdaptiveRate(rate);
        this.gate = gates.apply(rate);
    }

    /** Queues a call, or fails it at once if it would have to wait longer than allowed. */
    public void submit(QueuedCall queued) {
        Pan123Exception tooLong = null;
        lock.lock();
        try {
            tooLong = ended(queued) ? new Pan123ShutdownException(api) : beyondBounds(queued);
            if (tooLong == null) {
                insert(queued);
                ownersStop |= queued.nanosLeft() != Long.MAX_VALUE;
                pump();
            }
        } finally {
            lock.unlock();
        }
        if (tooLong != null) {
            queued.fail(tooLong);
        }
    }

    private boolean ended(QueuedCall queued) {
        return closed || queued.ownerClosed();
    }

    /** Inserts a call. A call that was due before and lost its token comes before calls that were made later. */
    private void insert(QueuedCall queued) {
        if (waiting.isEmpty() || waiting.peekLast().enqueuedAt() - queued.enqueuedAt() <= 0) {
            waiting.addLast(queued);
        } else {
            backToHead(queued);
        }
    }

    private Pan123Exception beyondBounds(QueuedCall queued) {
        long now = clock.getAsLong();
        boolean last = waiting.isEmpty() || waiting.peekLast().enqueuedAt() - queued.enqueuedAt() <= 0;
        long before = last
                ? waiting.size()
                : waiting.stream()
                        .filter(one -> one.enqueuedAt() - queued.enqueuedAt() < 0)
                        .count();
        Duration expected = expectedWait(now, (int) before);
        if (expected.toNanos() > queued.nanosLeft()) {
            return stopsBefore(queued, expected);
        }
        if (last && bounds.most() > 0 && waiting.size() - window.free(now, waiting.size()) >= bounds.most()) {
            return new Pan123WaitExceededException(
                    api,
                    waiting.size() + " calls of " + api.path() + " wait already (maxWaiting=" + bounds.most() + ")",
                    expected);
        }
        // the call may already have waited for a token
        Duration all = expected.plusNanos(now - queued.enqueuedAt());
        if (!bounds.longest().isZero() && all.compareTo(bounds.longest()) > 0) {
            return tooLong(all);
        }
        return null;
    }

    private Pan123ShutdownException stopsBefore(QueuedCall queued, Duration expected) {
        return new Pan123ShutdownException(api, expected, Duration.ofNanos(queued.nanosLeft()));
    }

    private Pan123WaitExceededException tooLong(Duration expected) {
        return new Pan123WaitExceededException(
                api,
                held
                        ? "A call of " + api.path() + " waited too long, because its queue is paused (maxWait="
                                + bounds.longest().toMillis() + " ms)"
                        : "A call of " + api.path() + " would have to wait about " + expected.toMillis() + " ms at "
                                + rate + " a second (maxWait="
                                + bounds.longest().toMillis() + " ms)",
                expected);
    }

    private Duration expectedWait(long now, int before) {
        long first = Math.max(window.waitNanos(now), paused ? pausedUntil - now : 0);
        int ahead = before - window.free(now, before);
        long rest = ahead <= 0 ? 0 : (long) (ahead / rate.perSecond() * TimeUnit.SECONDS.toNanos(1));
        return Duration.ofNanos(Math.max(0, first) + rest);
    }

    /** Starts a worker for each call that may be sent now. The others wait for the timer. */
    private void pump() {
        long now = clock.getAsLong();
        expire(now);
        endLate(now);
        long wait = waitNanos(now);
        if (wait > 0) {
            wakeUpIn(wait);
            return;
        }
        if (owed != null) {
            // the answer starts a worker
            wakeUpIn(LONG);
            return;
        }
        int free = window.free(now, waiting.size());
        int wanted = (answersLater ? Math.min(1, free) : free) - workersOnTheWay;
        for (int i = 0; i < wanted; i++) {
            workersOnTheWay++;
            if (!workers.begin(rate.perSecond(), window.mostUnderWay(), this::work)) {
                workersOnTheWay--;
                wakeUpIn(NO_WORKER);
                return;
            }
        }
        if (waiting.size() > workersOnTheWay) {
            wakeUpIn(Math.max(SOON, window.waitNanos(now)));
        }
    }

    private long waitNanos(long now) {
        if (held) {
            return LONGEST_PAUSE.toNanos();
        }
        if (pausing(now)) {
            return pausedUntil - now;
        }
        paused = false;
        window.change(adaptiveRate.rate(now));
        return window.waitNanos(now);
    }

    /** Fails calls that have waited too long, because a pause can make them wait longer than expected at submission. */
    private void expire(long now) {
        if (bounds.longest().isZero()) {
            return;
        }
        while (!waiting.isEmpty()
                && now - waiting.peekFirst().enqueuedAt() > bounds.longest().toNanos()) {
            QueuedCall late = waiting.pollFirst();
            Duration waited = Duration.ofNanos(now - late.enqueuedAt());
            failing.execute(() -> late.fail(tooLong(waited)));
        }
    }

    /**
     * Fails calls whose turn would come after their owner has stopped. They are checked again whenever calls are sent,
     * because the actual rate may be below the expected one.
     *
     * @return the number of failed calls
     */
    private int endLate(long now) {
        if (!ownersStop) {
            return 0;
        }
        int before = 0;
        List<Runnable> ended = new ArrayList<>();
        boolean owned = false;
        for (Iterator<QueuedCall> all = waiting.iterator(); all.hasNext(); ) {
            QueuedCall queued = all.next();
            long left = queued.nanosLeft();
            owned |= left != Long.MAX_VALUE;
            Duration expected = left == Long.MAX_VALUE ? Duration.ZERO : expectedWait(now, before);
            if (expected.toNanos() > left) {
                all.remove();
                ended.add(() -> queued.fail(stopsBefore(queued, expected)));
            } else {
                before++;
            }
        }
        // set again by the next call of such an owner
        ownersStop = owned;
        failInTurns(ended.iterator());
        return ended.size();
    }

    /** Fails a few calls at a time, so that thousands do not ask for as many threads for what follows them. */
    private void failInTurns(Iterator<Runnable> calls) {
        if (calls.hasNext()) {
            failing.execute(() -> {
                for (int i = 0; i < ENDED_AT_ONCE && calls.hasNext(); i++) {
                    calls.next().run();
                }
                failInTurns(calls);
            });
        }
    }

    /**
     * Fails the calls of stopping owners that would have to wait for too long, now and from now on.
     *
     * @return the number of calls that failed now
     */
    public int ownersStop() {
        lock.lock();
        try {
            ownersStop = true;
            return endLate(clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the timer. An earlier time replaces a later one, because an answer frees a slot earlier than its send time
     * alone.
     */
    private void wakeUpIn(long nanos) {
        if (waiting.isEmpty() || closed) {
            return;
        }
        long now = clock.getAsLong();
        long deadline = bounds.longest().isZero()
                ? nanos
                : waiting.peekFirst().enqueuedAt() + bounds.longest().toNanos() + SOON - now;
        long delay = Math.max(SOON, Math.min(nanos, deadline));
        if (wakeUp != null) {
            if (wakeUpAt - (now + delay) <= SOON) {
                return;
            }
            wakeUp.cancel(false);
        }
        wakeUpAt = now + delay;
        wakeUp = timer.schedule(this::wakeUp, delay, TimeUnit.NANOSECONDS);
    }

    private void wakeUp() {
        lock.lock();
        try {
            wakeUp = null;
            pump();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        Permit permit = null;
        boolean due;
        lock.lock();
        try {
            due = !waiting.isEmpty() && waitNanos(clock.getAsLong()) <= 0;
            if (due) {
                permit = ready;
                ready = null;
            } else {
                end(false);
            }
        } finally {
            lock.unlock();
        }
        if (due && permit == null) {
            permit = askGate();
        }
        if (permit != null) {
            sendWith(permit);
        }
    }

    /**
     * Ends the way of a worker to its call. In any case sees to the next wake-up, because the waiting calls need one.
     *
     * @param next whether another worker should start at once
     */
    private void end(boolean next) {
        workersOnTheWay--;
        if (next) {
            pump();
        } else {
            wakeUpIn(Math.max(SOON, window.waitNanos(clock.getAsLong())));
        }
    }

    /** Returns a permit if the gate grants one at once. Otherwise returns null, and the way of this worker is over. */
    private Permit askGate() {
        CompletableFuture<Optional<Permit>> answer;
        PermitGate asked;
        Answer taken = null;
        boolean wanted = true;
        atGate.lock();
        try {
            Rate limit;
            int most;
            lock.lock();
            try {
                asked = gate;
                limit = rate;
                most = owed == null ? window.free(clock.getAsLong(), waiting.size()) : 0;
                if (most == 0) {
                    end(false);
                    return null;
                }
            } finally {
                lock.unlock();
            }
            try {
                asked = asked == null ? reopen(limit) : asked;
                answer = Objects.requireNonNull(asked.acquire(most), "acquire() returned null");
            } catch (RuntimeException | Error e) {
                answer = CompletableFuture.failedFuture(e);
            }
            if (answer.isDone()) {
                taken = take(answer, asked, true);
            } else {
                wanted = owe(answer, asked);
            }
        } finally {
            atGate.unlock();
        }
        if (taken == null) {
            handleLater(answer, asked, wanted);
            return null;
        }
        taken.report(Runnable::run);
        return taken.permit();
    }

    private void handleLater(CompletableFuture<Optional<Permit>> answer, PermitGate asked, boolean wanted) {
        answer.whenComplete((permit, failure) -> paid(answer, asked));
        if (!wanted) {
            answer.cancel(false);
        }
    }

    private PermitGate reopen(Rate limit) {
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

    /**
     * The worker ends; the answer starts another one.
     *
     * @return whether the answer is needed. A gate that was replaced while it was asked need not answer at all
     */
    private boolean owe(CompletableFuture<Optional<Permit>> answer, PermitGate asked) {
        lock.lock();
        try {
            if (gate != asked) {
                end(false);
                return false;
            }
            owed = answer;
            answersLater = true;
            workersOnTheWay--;
            wakeUpIn(LONG);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Handles an answer that was owed. */
    private void paid(CompletableFuture<Optional<Permit>> answer, PermitGate asked) {
        boolean needed;
        lock.lock();
        try {
            needed = owed == answer;
            if (needed) {
                owed = null;
            }
        } finally {
            lock.unlock();
        }
        if (needed) {
            Answer taken = take(answer, asked, false);
            try {
                // the gate's thread is not for routes
                taken.report(failing);
            } finally {
                keep(taken.permit());
            }
        } else if (!answer.isCompletedExceptionally()) {
            Optional<Permit> permit = answer.join();
            if (permit != null) {
                permit.ifPresent(Permit::giveBack);
            }
        }
    }

    private void keep(Permit permit) {
        boolean needed;
        lock.lock();
        try {
            needed = !waiting.isEmpty() && ready == null;
            ready = needed ? permit : ready;
            if (permit == null) {
                wakeUpIn(Math.max(SOON, window.waitNanos(clock.getAsLong())));
            } else {
                pump();
            }
        } finally {
            lock.unlock();
        }
        if (!needed && permit != null) {
            permit.giveBack();
        }
    }

    /**
     * What an answer of the gate leads to.
     *
     * @param permit null if there is none
     * @param hit the call that fails because the gate has failed; null if there is none
     * @param dropped the gate that is not asked any more; null if there is none
     */
    private record Answer(Permit permit, QueuedCall hit, Pan123Exception why, PermitGate dropped) {

        /** Must be called without a lock. */
        void report(Executor failing) {
            if (hit != null) {
                failing.execute(() -> hit.fail(why));
            }
            if (dropped != null) {
                dropped.close();
            }
        }
    }

    /**
     * @param asked the gate that has answered; what another one is asked meanwhile is not its concern
     * @param worker whether a worker waits for this answer; without a permit, its way is over
     */
    private Answer take(CompletableFuture<Optional<Permit>> complete, PermitGate asked, boolean worker) {
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
        QueuedCall hit = null;
        Pan123Exception why = null;
        lock.lock();
        try {
            boolean current = gate == asked;
            if (current && failure == null) {
                noteAnswer(permit != null);
            } else if (current) {
                why = brokenGate(failure);
                hit = waiting.pollFirst();
            }
            if (permit == null && worker) {
                end(false);
            }
            // whoever replaced the gate has closed it
            return new Answer(permit, hit, why, current && gate != asked ? asked : null);
        } finally {
            lock.unlock();
        }
    }

    private void sendWith(Permit permit) {
        boolean use = !expired(permit);
        QueuedCall queued = null;
        SlidingWindow.Slot slot = null;
        lock.lock();
        try {
            if (use && waitNanos(clock.getAsLong()) <= 0) {
                queued = waiting.pollFirst();
            }
            if (queued != null) {
                slot = window.taken();
                sent++;
                inFlight++;
                sentAt = clock.getAsLong();
                end(answersLater);
            }
        } finally {
            lock.unlock();
        }
        if (queued == null) {
            unused(permit);
        } else {
            send(queued, slot, permit);
        }
    }

    private static boolean expired(Permit permit) {
        try {
            return permit.expired();
        } catch (RuntimeException broken) {
            return true;
        }
    }

    /** Gives a permit back first, so that the next worker is granted it again if it can still be used. */
    private void unused(Permit permit) {
        try {
            permit.giveBack();
        } finally {
            lock.lock();
            try {
                end(answersLater);
            } finally {
                lock.unlock();
            }
        }
    }

    /** The permit of a call is not valid now, mostly because its connection had to be opened. */
    private static final class NotNowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNowException() {
            super("the permit is not valid now", null, false, false);
        }
    }

    private void send(QueuedCall queued, SlidingWindow.Slot slot, Permit permit) {
        AtomicBoolean unusable = new AtomicBoolean();
        Pan123Exception refusal = queued.send(() -> {
            if (!permit.valid()) {
                unusable.set(true);
                throw new NotNowException();
            }
            onWire(slot);
        });
        if (unusable.get()) {
            permit.giveBack();
            again(queued, slot);
        } else if (handleAnswer(queued, slot, refusal)) {
            queued.deliver();
        }
    }

    /** Takes a call back that was not sent. */
    private void again(QueuedCall queued, SlidingWindow.Slot slot) {
        boolean ended;
        lock.lock();
        try {
            window.refused(slot);
            sent--;
            inFlight--;
            ended = ended(queued);
            if (!ended) {
                backToHead(queued);
            }
            pump();
        } finally {
            lock.unlock();
        }
        if (ended) {
            queued.fail(new Pan123ShutdownException(api));
        }
    }

    private void onWire(SlidingWindow.Slot slot) {
        lock.lock();
        try {
            window.sent(slot, clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The window has a free slot, so a throttler that refuses for longer was misled by a clock step and is replaced.
     */
    private void noteAnswer(boolean permit) {
        long now = clock.getAsLong();
        if (permit) {
            gateShut = false;
        } else if (!gateShut) {
            gateShut = true;
            gateShutSince = now;
        } else if (now - gateShutSince > STUCK) {
            gate = null;
        }
    }

    /** Handles an exception of the gate. It fails the current call, and the next call asks a new gate. */
    private Pan123Exception brokenGate(Throwable why) {
        gate = null;
        return why instanceof Pan123Exception typed
                ? typed
                : new Pan123Exception(
                        api,
                        "The throttler before " + api.path() + " failed, so the call was not made: " + why,
                        true,
                        why);
    }

    /** Returns whether the call is complete. A refused call is not complete and goes back to the head of the queue. */
    private boolean handleAnswer(QueuedCall queued, SlidingWindow.Slot slot, Pan123Exception refusal) {
        Pan123Exception givenUp = null;
        boolean throttlingBegan = false;
        boolean throttlingEnded = false;
        lock.lock();
        try {
            long now = clock.getAsLong();
            inFlight--;
            if (refusal == null) {
                window.answered(slot, now);
                refusalsInARow = 0;
                throttlingEnded = throttled && now - refusedAt > QUIET && window.permits() == rate.permits();
                throttled &= !throttlingEnded;
            } else {
                throttlingBegan = !throttled;
                throttled = true;
                refusedAt = now;
                window.refused(slot);
                adaptiveRate.refused(now, window.answered(now));
                refused++;
                if (!pausing(now)) {
                    // refusals of calls that were sent before the first refusal carry no new information
                    refusalsInARow++;
                    pause(now);
                }
                givenUp = afterRefusal(queued, refusal, now);
                if (givenUp == null) {
                    backToHead(queued);
                }
            }
            pump();
        } finally {
            lock.unlock();
        }
        if (throttlingBegan) {
            LOG.info(
                    "The platform refuses {} as too frequent within its limit of {} a second, probably because another"
                            + " program uses the account; fewer calls are sent for some time",
                    api.path(),
                    rate);
        } else if (throttlingEnded) {
            LOG.info("The platform has accepted {} at its limit of {} a second again", api.path(), rate);
        }
        if (givenUp != null) {
            queued.fail(givenUp);
        }
        return refusal == null;
    }

    private boolean pausing(long now) {
        return paused && pausedUntil - now > 0;
    }

    /**
     * Inserts a refused call near the head. Several calls of one burst may come back in any order; they keep their
     * original order.
     */
    private void backToHead(QueuedCall queued) {
        Deque<QueuedCall> older = new ArrayDeque<>();
        while (!waiting.isEmpty() && waiting.peekFirst().enqueuedAt() - queued.enqueuedAt() < 0) {
            older.push(waiting.pollFirst());
        }
        waiting.addFirst(queued);
        older.forEach(waiting::addFirst);
    }

    private void pause(long now) {
        long base = Math.max(SHORTEST_PAUSE.toNanos(), rate.period().toNanos() / rate.permits());
        long grown = Math.min(LONGEST_PAUSE.toNanos(), base << Math.min(refusalsInARow - 1, 6));
        long jittered = (long) (grown * (0.75 + ThreadLocalRandom.current().nextDouble() * 0.5));
        pausedUntil = now + jittered;
        paused = true;
    }

    private Pan123Exception afterRefusal(QueuedCall queued, Pan123Exception refusal, long now) {
        if (ended(queued)) {
            return new Pan123ShutdownException(api);
        }
        if (queued.refusedAgain() >= MOST_REFUSALS) {
            return refusal;
        }
        Duration waited = Duration.ofNanos(pausedUntil - queued.enqueuedAt());
        boolean beyond = !bounds.longest().isZero() && waited.compareTo(bounds.longest()) > 0;
        return beyond ? tooLong(Duration.ofNanos(pausedUntil - now)) : null;
    }

    /** Changes the limit from now on. Calls that were sent under the old limit still count. */
    public void change(Rate newRate) {
        // first, so that nothing changes if the gate cannot be created
        PermitGate fresh = gates.apply(newRate);
        Leftover old;
        lock.lock();
        try {
            old = closed ? new Leftover(fresh, null, null) : leave(fresh);
            rate = newRate;
            adaptiveRate.change(newRate);
            pump();
        } finally {
            lock.unlock();
        }
        old.end();
    }

    /** What is to be ended of a gate, which is done without the lock of this queue. */
    private record Leftover(PermitGate gate, CompletableFuture<?> owed, Permit ready) {
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

    private Leftover leave(PermitGate next) {
        Leftover old = new Leftover(gate, owed, ready);
        gate = next;
        owed = null;
        ready = null;
        answersLater = false;
        return old;
    }

    /**
     * Sends no more calls until {@link #resume()}. Calls may still be queued, and wait as long as they may. Calls that
     * were sent already are not affected.
     */
    public void pause() {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a {@link #pause()}. */
    public void resume() {
        lock.lock();
        try {
            held = false;
            if (wakeUp != null) {
                wakeUp.cancel(false);
                wakeUp = null;
            }
            pump();
        } finally {
            lock.unlock();
        }
    }

    /** Fails all waiting calls of an owner. */
    public void abandon(Object owner) {
        fail(queued -> queued.owner() == owner);
    }

    /** Fails all waiting calls and rejects later ones. */
    public void close() {
        Leftover old;
        lock.lock();
        try {
            closed = true;
            old = leave(null);
        } finally {
            lock.unlock();
        }
        fail(queued -> true);
        old.end();
    }

    private void fail(Predicate<QueuedCall> which) {
        List<QueuedCall> gone = new ArrayList<>();
        Leftover unneeded = null;
        lock.lock();
        try {
            waiting.removeIf(queued -> which.test(queued) && gone.add(queued));
            if (waiting.isEmpty()) {
                unneeded = new Leftover(null, owed, ready);
                owed = null;
                ready = null;
            }
        } finally {
            lock.unlock();
        }
        gone.forEach(queued -> queued.fail(new Pan123ShutdownException(api)));
        if (unneeded != null) {
            unneeded.end();
        }
    }

    /** Returns how long a new call would wait for others; zero if none waits, or while the queue is paused. */
    public Duration expectedWait() {
        lock.lock();
        try {
            return waiting.isEmpty() || held ? Duration.ZERO : expectedWait(clock.getAsLong(), waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** Returns how long an answer takes, as far as known. */
    public Duration usualAnswer() {
        lock.lock();
        try {
            return window.usualAnswer();
        } finally {
            lock.unlock();
        }
    }

    private Duration stalled(long now) {
        if (waiting.isEmpty()) {
            return Duration.ZERO;
        }
        long waited = now - waiting.peekFirst().enqueuedAt();
        return Duration.ofNanos(Math.max(0, sent == 0 ? waited : Math.min(waited, now - sentAt)));
    }

    /** Returns the current figures of this queue. */
    public QueueFigures figures() {
        lock.lock();
        try {
            long now = clock.getAsLong();
            int permitsNow = window.permits();
            return new QueueFigures(
                    api.shortName(),
                    api.path(),
                    rate.toString(),
                    LimitTable.documented(api),
                    waiting.size(),
                    inFlight,
                    sent,
                    refused,
                    rate.permits(),
                    rate.period(),
                    permitsNow,
                    permitsNow - window.free(now, permitsNow),
                    held ? null : expectedWait(now, waiting.size()),
                    pausing(now) ? Duration.ofNanos(pausedUntil - now) : Duration.ZERO,
                    stalled(now),
                    held);
        } finally {
            lock.unlock();
        }
    }
}
