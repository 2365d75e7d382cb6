package io.github.camelpan123.account;

import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123ShutdownException;
import io.github.camelpan123.platform.Pan123WaitExceededException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * The queue before one call of the platform: first come, first served, at the documented limit, for everybody who
 * shares the account. Who waits here holds no thread. A worker is taken first and the permit by the worker, so that a
 * busy machine cannot put time between a permit and its use.
 */
final class Lane {

    private static final int MOST_REFUSALS = 8;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NO_WORKER = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(200);

    private final Api api;
    private final Workers.Share workers;
    private final Executor failing;
    private final ScheduledExecutorService timer;
    private final WaitBounds bounds;
    private final LongSupplier clock;
    private final Function<Rate, BooleanSupplier> gates;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private final SendLog log;
    private final Pace pace;
    private Rate rate;
    private BooleanSupplier gate;
    private long gateShutSince;
    private boolean gateShut;
    private long pausedUntil;
    private boolean paused;
    private int refusalsInARow;
    private int workersOnTheWay;
    private ScheduledFuture<?> wakeUp;
    private long wakeUpAt;
    private boolean closed;
    private long sent;
    private long refused;

    /**
     * @param failing where calls are told that they have waited for too long
     * @param contexts gives a context that uses the account
     */
    Lane(
            Api api,
            Rate rate,
            Workers.Share workers,
            Executor failing,
            ScheduledExecutorService timer,
            WaitBounds bounds,
            Supplier<CamelContext> contexts) {
        this(
                api,
                rate,
                workers,
                failing,
                timer,
                bounds,
                System::nanoTime,
                limit -> new ThrottleGate(limit, contexts)::tryAcquire);
    }

    /**
     * @param failing where calls are told that they have waited for too long
     * @param clock nanoseconds, never steps
     * @param gates makes what is asked for each permit, beside the lane's own guard
     */
    Lane(
            Api api,
            Rate rate,
            Workers.Share workers,
            Executor failing,
            ScheduledExecutorService timer,
            WaitBounds bounds,
            LongSupplier clock,
            Function<Rate, BooleanSupplier> gates) {
        this.api = api;
        this.rate = rate;
        this.workers = workers;
        this.failing = failing;
        this.timer = timer;
        this.bounds = bounds;
        this.clock = clock;
        this.gates = gates;
        this.log = new SendLog(rate);
        this.pace = new Pace(rate);
        this.gate = gates.apply(rate);
    }

    /** Queues a call; fails it at once when it would have to wait longer than allowed. */
    void submit(Ticket ticket) {
        Pan123Exception tooLong = null;
        lock.lock();
        try {
            tooLong = ended(ticket) ? new Pan123ShutdownException(api) : beyondBounds(ticket);
            if (tooLong == null) {
                insert(ticket);
                pump();
            }
        } finally {
            lock.unlock();
        }
        if (tooLong != null) {
            ticket.fail(tooLong);
        }
    }

    private boolean ended(Ticket ticket) {
        return closed || ticket.owner() != null && ticket.owner().closed();
    }

    /** One that had its turn already, and lost it with its token, comes before those that were made later. */
    private void insert(Ticket ticket) {
        if (queue.isEmpty() || queue.peekLast().enqueuedAt() - ticket.enqueuedAt() <= 0) {
            queue.addLast(ticket);
        } else {
            backToHead(ticket);
        }
    }

    private Pan123Exception beyondBounds(Ticket ticket) {
        long now = clock.getAsLong();
        boolean last = queue.isEmpty() || queue.peekLast().enqueuedAt() - ticket.enqueuedAt() <= 0;
        long before = last
                ? queue.size()
                : queue.stream()
                        .filter(one -> one.enqueuedAt() - ticket.enqueuedAt() < 0)
                        .count();
        Duration expected = expectedWait(now, (int) before);
        if (last && bounds.most() > 0 && queue.size() - log.free(now, queue.size()) >= bounds.most()) {
            return new Pan123WaitExceededException(
                    api,
                    queue.size() + " calls of " + api.path() + " wait already (maxWaiting=" + bounds.most() + ")",
                    expected);
        }
        // it may have waited before, for a token
        Duration all = expected.plusNanos(now - ticket.enqueuedAt());
        if (!bounds.longest().isZero() && all.compareTo(bounds.longest()) > 0) {
            return tooLong(all);
        }
        return null;
    }

    private Pan123WaitExceededException tooLong(Duration expected) {
        return new Pan123WaitExceededException(
                api,
                "A call of " + api.path() + " would have to wait about " + expected.toMillis() + " ms at " + rate
                        + " a second (maxWait=" + bounds.longest().toMillis() + " ms)",
                expected);
    }

    private Duration expectedWait(long now, int before) {
        long first = Math.max(log.waitNanos(now), paused ? pausedUntil - now : 0);
        int ahead = before - log.free(now, before);
        long rest = ahead <= 0 ? 0 : (long) (ahead / rate.perSecond() * TimeUnit.SECONDS.toNanos(1));
        return Duration.ofNanos(Math.max(0, first) + rest);
    }

    /** Brings as many workers on the way as calls may go out now; the rest waits for the timer. */
    private void pump() {
        long now = clock.getAsLong();
        expire(now);
        long wait = waitNanos(now);
        if (wait > 0) {
            wakeUpIn(wait);
            return;
        }
        int wanted = log.free(now, queue.size()) - workersOnTheWay;
        for (int i = 0; i < wanted; i++) {
            workersOnTheWay++;
            if (!workers.begin(rate.perSecond(), log.mostUnderWay(), this::work)) {
                workersOnTheWay--;
                wakeUpIn(NO_WORKER);
                return;
            }
        }
        if (queue.size() > workersOnTheWay) {
            wakeUpIn(Math.max(SOON, log.waitNanos(now)));
        }
    }

    private long waitNanos(long now) {
        if (pausing(now)) {
            return pausedUntil - now;
        }
        paused = false;
        log.change(pace.rate(now));
        return log.waitNanos(now);
    }

    /** A pause can make calls wait longer than was expected when they came. */
    private void expire(long now) {
        if (bounds.longest().isZero()) {
            return;
        }
        while (!queue.isEmpty()
                && now - queue.peekFirst().enqueuedAt() > bounds.longest().toNanos()) {
            Ticket late = queue.pollFirst();
            Duration waited = Duration.ofNanos(now - late.enqueuedAt());
            failing.execute(() -> late.fail(tooLong(waited)));
        }
    }

    /** Sooner than what is set already replaces it: an answer frees a slot earlier than its sending promised. */
    private void wakeUpIn(long nanos) {
        if (queue.isEmpty() || closed) {
            return;
        }
        long now = clock.getAsLong();
        long deadline = bounds.longest().isZero()
                ? nanos
                : queue.peekFirst().enqueuedAt() + bounds.longest().toNanos() + SOON - now;
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
        Ticket ticket;
        SendLog.Slot slot = null;
        Pan123Exception broken = null;
        lock.lock();
        try {
            workersOnTheWay--;
            long now = clock.getAsLong();
            if (queue.isEmpty()) {
                return;
            }
            if (waitNanos(now) > 0) {
                return;
            }
            try {
                if (!passGate(now)) {
                    return;
                }
                slot = log.taken();
                sent++;
            } catch (RuntimeException | Error e) {
                broken = brokenGate(e);
            }
            ticket = queue.pollFirst();
        } finally {
            // whatever happened: who still waits must be woken
            wakeUpIn(Math.max(SOON, log.waitNanos(clock.getAsLong())));
            lock.unlock();
        }
        if (broken == null) {
            send(ticket, slot);
        } else {
            ticket.fail(broken);
        }
    }

    private void send(Ticket ticket, SendLog.Slot slot) {
        Pan123Exception refusal = ticket.send(() -> onWire(slot));
        if (answered(ticket, slot, refusal)) {
            ticket.deliver();
        }
    }

    private void onWire(SendLog.Slot slot) {
        lock.lock();
        try {
            log.sent(slot, clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** The guard has a free slot; a throttler that still refuses after a while was fooled by a step of the clock. */
    private boolean passGate(long now) {
        if (gate.getAsBoolean()) {
            gateShut = false;
            return true;
        }
        if (!gateShut) {
            gateShut = true;
            gateShutSince = now;
        } else if (now - gateShutSince > STUCK) {
            gate = gates.apply(rate);
        }
        return false;
    }

    /** What a gate throws is no answer: it ends the call it was asked for, and the next one asks another gate. */
    private Pan123Exception brokenGate(Throwable why) {
        gate = () -> {
            gate = gates.apply(rate);
            return gate.getAsBoolean();
        };
        return why instanceof Pan123Exception typed
                ? typed
                : new Pan123Exception(
                        api,
                        "The throttler before " + api.path() + " failed, so the call was not made: " + why,
                        true,
                        why);
    }

    /** Whether the call is over; a refused one is not, and has its place at the head of the queue again. */
    private boolean answered(Ticket ticket, SendLog.Slot slot, Pan123Exception refusal) {
        Pan123Exception givenUp = null;
        lock.lock();
        try {
            long now = clock.getAsLong();
            if (refusal == null) {
                log.answered(slot, now);
                refusalsInARow = 0;
            } else {
                log.refused(slot);
                pace.refused(now, log.answered(now));
                refused++;
                if (!pausing(now)) {
                    // what was on its way already when the first one was refused tells nothing new
                    refusalsInARow++;
                    pause(now);
                }
                givenUp = afterRefusal(ticket, refusal, now);
                if (givenUp == null) {
                    backToHead(ticket);
                }
            }
            pump();
        } finally {
            lock.unlock();
        }
        if (givenUp != null) {
            ticket.fail(givenUp);
        }
        return refusal == null;
    }

    private boolean pausing(long now) {
        return paused && pausedUntil - now > 0;
    }

    /** Several of one burst may come back, in any order; they keep the order in which they came first. */
    private void backToHead(Ticket ticket) {
        Deque<Ticket> older = new ArrayDeque<>();
        while (!queue.isEmpty() && queue.peekFirst().enqueuedAt() - ticket.enqueuedAt() < 0) {
            older.push(queue.pollFirst());
        }
        queue.addFirst(ticket);
        older.forEach(queue::addFirst);
    }

    private void pause(long now) {
        long base = Math.max(SHORTEST_PAUSE.toNanos(), rate.period().toNanos() / rate.permits());
        long grown = Math.min(LONGEST_PAUSE.toNanos(), base << Math.min(refusalsInARow - 1, 6));
        long jittered = (long) (grown * (0.75 + ThreadLocalRandom.current().nextDouble() * 0.5));
        pausedUntil = now + jittered;
        paused = true;
    }

    private Pan123Exception afterRefusal(Ticket ticket, Pan123Exception refusal, long now) {
        if (ended(ticket)) {
            return new Pan123ShutdownException(api);
        }
        if (ticket.refusedAgain() >= MOST_REFUSALS) {
            return refusal;
        }
        Duration waited = Duration.ofNanos(pausedUntil - ticket.enqueuedAt());
        boolean beyond = !bounds.longest().isZero() && waited.compareTo(bounds.longest()) > 0;
        return beyond ? tooLong(Duration.ofNanos(pausedUntil - now)) : null;
    }

    /** From now on this limit holds; what was sent under the old one still counts. */
    void change(Rate newRate) {
        lock.lock();
        try {
            // first, so that nothing is changed when it cannot be made
            gate = gates.apply(newRate);
            rate = newRate;
            pace.change(newRate);
            pump();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waiting of everything that belongs to an owner. */
    void abandon(AccountLease owner) {
        fail(ticket -> ticket.owner() == owner);
    }

    /** Ends all waiting, and takes no more. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        fail(ticket -> true);
    }

    private void fail(Predicate<Ticket> which) {
        List<Ticket> gone = new ArrayList<>();
        lock.lock();
        try {
            queue.removeIf(ticket -> which.test(ticket) && gone.add(ticket));
        } finally {
            lock.unlock();
        }
        gone.forEach(ticket -> ticket.fail(new Pan123ShutdownException(api)));
    }

    LaneFigures figures() {
        lock.lock();
        try {
            return new LaneFigures(
                    api.shortName(),
                    api.path(),
                    rate.toString(),
                    LimitTable.documented(api),
                    queue.size(),
                    sent,
                    refused);
        } finally {
            lock.unlock();
        }
    }
}
