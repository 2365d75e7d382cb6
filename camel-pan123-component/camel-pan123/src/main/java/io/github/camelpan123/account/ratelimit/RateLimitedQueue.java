package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
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

    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NO_WORKER = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final Api api;
    private final Workers.Share workers;
    private final Executor failing;
    private final ScheduledExecutorService timer;
    private final WaitBounds bounds;
    private final LongSupplier clock;
    private final Function<Rate, PermitGate> gates;

    private final PermitSource source;

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingCalls waiting = new WaitingCalls();
    private final SlidingWindow window;
    private final RefusalBackOff backOff;
    private Rate rate;
    /** Whether the queue is paused on request. */
    private boolean held;

    private int workersOnTheWay;
    private ScheduledFuture<?> wakeUp;
    private long wakeUpAt;
    private boolean ownersStop;
    private boolean closed;
    private long sent;
    private long refused;
    private int inFlight;
    private long sentAt;

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
        this.backOff = new RefusalBackOff(rate);
        this.source = new PermitSource(api, rate, clock, gates, this::answeredLater);
    }

    /** Queues a call, or fails it at once if it would have to wait longer than allowed. */
    public void submit(QueuedCall queued) {
        Pan123Exception tooLong = null;
        lock.lock();
        try {
            tooLong = ended(queued) ? new Pan123ShutdownException(api) : beyondBounds(queued);
            if (tooLong == null) {
                waiting.insert(queued);
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

    private Pan123Exception beyondBounds(QueuedCall queued) {
        long now = clock.getAsLong();
        boolean last = waiting.endsBefore(queued);
        Duration expected = expectedWait(now, waiting.before(queued));
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
        long first = Math.max(window.waitNanos(now), backOff.remaining(now));
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
        if (source.owes()) {
            // the answer starts a worker
            wakeUpIn(LONG);
            return;
        }
        int free = window.free(now, waiting.size());
        int wanted = (source.answersLater() ? Math.min(1, free) : free) - workersOnTheWay;
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
            return LONG;
        }
        long pause = backOff.remaining(now);
        if (pause > 0) {
            return pause;
        }
        window.change(backOff.rate(now));
        return window.waitNanos(now);
    }

    /** Fails calls that have waited too long, because a pause can make them wait longer than expected at submission. */
    private void expire(long now) {
        if (bounds.longest().isZero()) {
            return;
        }
        while (!waiting.isEmpty()
                && now - waiting.first().enqueuedAt() > bounds.longest().toNanos()) {
            QueuedCall late = waiting.poll();
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
                : waiting.first().enqueuedAt() + bounds.longest().toNanos() + SOON - now;
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
                permit = source.takeReady();
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
        PermitSource.Answer answer = source.ask(this::wanted, this::endWithoutAnswer);
        if (answer == null) {
            return null;
        }
        if (answer.permit() == null) {
            QueuedCall hit;
            lock.lock();
            try {
                hit = answer.failure() == null ? null : waiting.poll();
                end(false);
            } finally {
                lock.unlock();
            }
            if (hit != null) {
                hit.fail(answer.failure());
            }
        }
        return answer.permit();
    }

    /** All that wait and not only those that the window has a place for now: a permit may be due when it has one. */
    private int wanted() {
        lock.lock();
        try {
            return window.free(clock.getAsLong(), 1) > 0 ? waiting.size() : 0;
        } finally {
            lock.unlock();
        }
    }

    private void endWithoutAnswer() {
        lock.lock();
        try {
            workersOnTheWay--;
            wakeUpIn(source.owes() ? LONG : Math.max(SOON, window.waitNanos(clock.getAsLong())));
        } finally {
            lock.unlock();
        }
    }

    /** Starts the worker that an answer of the gate was waited for. */
    private void answeredLater(PermitSource.Answer answer) {
        Permit permit = answer.permit();
        boolean kept = false;
        QueuedCall hit;
        lock.lock();
        try {
            hit = answer.failure() == null ? null : waiting.poll();
            if (permit == null) {
                wakeUpIn(Math.max(SOON, window.waitNanos(clock.getAsLong())));
            } else {
                kept = !waiting.isEmpty() && source.keep(permit);
                pump();
            }
        } finally {
            lock.unlock();
        }
        if (hit != null) {
            // the gate's thread is not for routes
            failing.execute(() -> hit.fail(answer.failure()));
        }
        if (permit != null && !kept) {
            permit.giveBack();
        }
    }

    private void sendWith(Permit permit) {
        boolean use = !expired(permit);
        QueuedCall queued = null;
        SlidingWindow.Slot slot = null;
        lock.lock();
        try {
            if (use && waitNanos(clock.getAsLong()) <= 0) {
                queued = waiting.poll();
            }
            if (queued != null) {
                slot = window.taken();
                sent++;
                inFlight++;
                sentAt = clock.getAsLong();
                end(source.answersLater());
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
                end(source.answersLater());
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
                waiting.backToHead(queued);
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
                throttlingEnded = backOff.accepted(now, window.permits() == rate.permits());
            } else {
                window.refused(slot);
                throttlingBegan = backOff.refused(now, window.answered(now));
                refused++;
                givenUp = afterRefusal(queued, refusal, now);
                if (givenUp == null) {
                    waiting.backToHead(queued);
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

    private Pan123Exception afterRefusal(QueuedCall queued, Pan123Exception refusal, long now) {
        if (ended(queued)) {
            return new Pan123ShutdownException(api);
        }
        if (queued.refusedAgain() >= MOST_REFUSALS) {
            return refusal;
        }
        long pause = backOff.remaining(now);
        Duration waited = Duration.ofNanos(now + pause - queued.enqueuedAt());
        boolean beyond = !bounds.longest().isZero() && waited.compareTo(bounds.longest()) > 0;
        return beyond ? tooLong(Duration.ofNanos(pause)) : null;
    }

    /** Changes the limit from now on. Calls that were sent under the old limit still count. */
    public void change(Rate newRate) {
        // first, so that nothing changes if the gate cannot be created
        PermitGate fresh = gates.apply(newRate);
        PermitSource.ToClose old;
        lock.lock();
        try {
            old = source.change(newRate, fresh);
            rate = newRate;
            backOff.change(newRate);
            pump();
        } finally {
            lock.unlock();
        }
        old.end();
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
        PermitSource.ToClose old;
        lock.lock();
        try {
            closed = true;
            old = source.close();
        } finally {
            lock.unlock();
        }
        fail(queued -> true);
        old.end();
    }

    private void fail(Predicate<QueuedCall> which) {
        List<QueuedCall> gone;
        PermitSource.ToClose unneeded = null;
        lock.lock();
        try {
            gone = waiting.remove(which);
            if (waiting.isEmpty()) {
                unneeded = source.release();
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
        long waited = now - waiting.first().enqueuedAt();
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
                    Duration.ofNanos(backOff.remaining(now)),
                    stalled(now),
                    held);
        } finally {
            lock.unlock();
        }
    }
}
