package io.github.camelpan123.account.ratelimit;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Starts a worker for each call that may be sent. The worker thread starts first and then takes the permit, so that no
 * delay of a busy machine can separate a permit from its use. If the gate answers later, the worker ends, and the answer
 * starts another one; a permit of such a gate knows whether it has expired meanwhile.
 */
final class CallDispatcher {

    private static final long NO_WORKER = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final QueueState queue;
    private final ReentrantLock lock;
    private final WaitingCalls waiting;
    private final RateLimiter limiter;
    private final Workers.Share workers;
    private final Executor failing;
    private final PermitSource permits;
    private final WakeUpTimer timer;
    private final CallSender sender;
    /** The workers that have started, or are about to, and have no call yet. */
    private int workersWithoutCall;

    /**
     * @param failing runs the failure of calls for which there is no permit
     * @param gates creates the gate that is asked for each permit in addition to the limiter
     */
    CallDispatcher(
            QueueState queue,
            Workers.Share workers,
            Executor failing,
            ScheduledExecutorService timer,
            Function<Rate, PermitGate> gates) {
        this.queue = queue;
        this.lock = queue.lock();
        this.waiting = queue.waiting();
        this.limiter = queue.limiter();
        this.workers = workers;
        this.failing = failing;
        this.permits = new PermitSource(queue.api(), limiter.limit(), queue.clock(), gates, this::answeredLater);
        this.timer = new WakeUpTimer(timer, this::wakeUp);
        this.sender = new CallSender(queue, this::dispatch);
    }

    /** Returns the source of the permits, to change its gate or to close it. */
    PermitSource permits() {
        return permits;
    }

    /** Starts a worker for each call that may be sent now. The others wait for the timer. Called under the lock. */
    void dispatch() {
        long now = queue.now();
        queue.policy().failOverdue(now);
        queue.policy().endLate(now);
        long wait = limiter.waitNanos(now);
        if (wait > 0) {
            wakeUpIn(wait);
            return;
        }
        if (permits.owes()) {
            // the answer starts a worker
            wakeUpIn(LONG);
            return;
        }
        int free = limiter.free(now, waiting.size());
        int wanted = (permits.answersLater() ? Math.min(1, free) : free) - workersWithoutCall;
        for (int i = 0; i < wanted; i++) {
            workersWithoutCall++;
            if (!workers.begin(limiter.limit().perSecond(), limiter.mostInFlight(), this::work)) {
                workersWithoutCall--;
                wakeUpIn(NO_WORKER);
                return;
            }
        }
        if (waiting.size() > workersWithoutCall) {
            wakeUpIn(limiter.slotNanos(now));
        }
    }

    /** Starts workers anew, whatever the timer waits for. Called under the lock. */
    void dispatchAnew() {
        timer.cancel();
        dispatch();
    }

    private void wakeUpIn(long nanos) {
        if (waiting.isEmpty() || waiting.closed()) {
            return;
        }
        long now = queue.now();
        timer.set(now, Math.min(nanos, queue.policy().overdueNanos(now)));
    }

    private void wakeUp() {
        lock.lock();
        try {
            timer.fired();
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        Permit permit = null;
        boolean due;
        lock.lock();
        try {
            due = !waiting.isEmpty() && limiter.waitNanos(queue.now()) <= 0;
            if (due) {
                permit = permits.takeReady();
            } else {
                workerDone(false);
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
     * A worker has got a call, or will get none. In any case sees to the next wake-up, because the waiting calls need
     * one.
     *
     * @param next whether another worker should start at once
     */
    private void workerDone(boolean next) {
        workersWithoutCall--;
        if (next) {
            dispatch();
        } else {
            wakeUpIn(limiter.slotNanos(queue.now()));
        }
    }

    /** Returns a permit if the gate grants one at once. Otherwise returns null, and this worker gets no call. */
    private Permit askGate() {
        PermitSource.Answer answer = permits.ask(this::wanted, this::endWithoutAnswer);
        if (answer == null) {
            return null;
        }
        if (answer.permit() == null) {
            QueuedCall hit;
            lock.lock();
            try {
                hit = answer.failure() == null ? null : waiting.poll();
                workerDone(false);
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
            return limiter.free(queue.now(), 1) > 0 ? waiting.size() : 0;
        } finally {
            lock.unlock();
        }
    }

    private void endWithoutAnswer() {
        lock.lock();
        try {
            workersWithoutCall--;
            wakeUpIn(permits.owes() ? LONG : limiter.slotNanos(queue.now()));
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
                wakeUpIn(limiter.slotNanos(queue.now()));
            } else {
                kept = !waiting.isEmpty() && permits.keep(permit);
                dispatch();
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
            if (use && limiter.waitNanos(queue.now()) <= 0) {
                queued = waiting.poll();
            }
            if (queued != null) {
                slot = limiter.take();
                queue.counters().sent(queue.now());
                workerDone(permits.answersLater());
            }
        } finally {
            lock.unlock();
        }
        if (queued == null) {
            unused(permit);
        } else {
            sender.send(queued, slot, permit);
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
                workerDone(permits.answersLater());
            } finally {
                lock.unlock();
            }
        }
    }
}
