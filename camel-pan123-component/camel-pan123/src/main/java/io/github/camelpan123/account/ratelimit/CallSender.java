package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a call with its permit. A call that the platform refuses as too frequent, or whose permit is not valid when its
 * request is about to be written, goes back to the head of the queue.
 */
final class CallSender {

    /** Of the queue, which is what users know and configure. */
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedQueue.class);

    private static final int MOST_REFUSALS = 8;

    private final QueueState queue;
    private final Api api;
    private final ReentrantLock lock;
    private final Runnable dispatch;

    /** @param dispatch called under the lock of the queue when other calls may have become due */
    CallSender(QueueState queue, Runnable dispatch) {
        this.queue = queue;
        this.api = queue.api();
        this.lock = queue.lock();
        this.dispatch = dispatch;
    }

    /** The permit of a call is not valid now, mostly because its connection had to be opened. */
    private static final class NotNowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNowException() {
            super("the permit is not valid now", null, false, false);
        }
    }

    /** Sends a call that was taken from the queue, and waits for its answer. */
    void send(QueuedCall queued, SlidingWindow.Slot slot, Permit permit) {
        AtomicBoolean unusable = new AtomicBoolean();
        Pan123Exception refusal = queued.send(() -> {
            if (!permit.valid()) {
                unusable.set(true);
                throw new NotNowException();
            }
            onSend(slot);
        });
        if (unusable.get()) {
            permit.giveBack();
            requeue(queued, slot);
        } else if (refusal == null) {
            onAccepted(slot);
            queued.deliver();
        } else {
            onTooManyRequests(queued, slot, refusal);
        }
    }

    private void onSend(SlidingWindow.Slot slot) {
        lock.lock();
        try {
            queue.limiter().sent(slot, queue.now());
        } finally {
            lock.unlock();
        }
    }

    /** Takes a call back that was not sent. */
    private void requeue(QueuedCall queued, SlidingWindow.Slot slot) {
        boolean ended;
        lock.lock();
        try {
            queue.limiter().notSent(slot);
            queue.counters().notSent();
            ended = queue.waiting().rejects(queued);
            if (!ended) {
                queue.waiting().backToHead(queued);
            }
            dispatch.run();
        } finally {
            lock.unlock();
        }
        if (ended) {
            queued.fail(new Pan123ShutdownException(api));
        }
    }

    private void onAccepted(SlidingWindow.Slot slot) {
        boolean throttlingEnded;
        Rate limit;
        lock.lock();
        try {
            limit = queue.limiter().limit();
            queue.counters().answered();
            throttlingEnded = queue.limiter().accepted(slot, queue.now());
            dispatch.run();
        } finally {
            lock.unlock();
        }
        if (throttlingEnded) {
            LOG.info("The platform has accepted {} at its limit of {} a second again", api.path(), limit);
        }
    }

    /** The platform refused a call as too frequent (429). It goes back to the head of the queue, or fails at last. */
    private void onTooManyRequests(QueuedCall queued, SlidingWindow.Slot slot, Pan123Exception refusal) {
        Pan123Exception givenUp;
        boolean throttlingBegan;
        Rate limit;
        lock.lock();
        try {
            long now = queue.now();
            limit = queue.limiter().limit();
            queue.counters().answered();
            throttlingBegan = queue.limiter().refused(slot, now);
            queue.counters().refused();
            givenUp = afterRefusal(queued, refusal, now);
            if (givenUp == null) {
                queue.waiting().backToHead(queued);
            }
            dispatch.run();
        } finally {
            lock.unlock();
        }
        if (throttlingBegan) {
            LOG.info(
                    "The platform refuses {} as too frequent, although the limit of {} a second is kept."
                            + " Another program probably uses the account. Fewer calls are sent for some time",
                    api.path(),
                    limit);
        }
        if (givenUp != null) {
            queued.fail(givenUp);
        }
    }

    /** Returns why a refused call is not sent again; null if it is. */
    private Pan123Exception afterRefusal(QueuedCall queued, Pan123Exception refusal, long now) {
        if (queue.waiting().rejects(queued)) {
            return new Pan123ShutdownException(api);
        }
        if (queued.refusedAgain() >= MOST_REFUSALS) {
            return refusal;
        }
        return queue.policy().refusalOfBackOff(queued, now);
    }
}
