package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Pan123Exception;

/** One call in a queue. */
public interface QueuedCall {

    /** Returns the owner whose stop ends the wait, compared by identity; null for calls of the account itself. */
    Object owner();

    /** Whether the owner has stopped. */
    boolean ownerClosed();

    /** Returns the nanoseconds until the owner will have stopped; {@link Long#MAX_VALUE} if it is not stopping. */
    default long nanosLeft() {
        return Long.MAX_VALUE;
    }

    /** Returns when the call was queued, in nanoseconds of the queue's clock. */
    long enqueuedAt();

    /**
     * Sends the call and waits for its answer, without reporting it yet.
     *
     * @param onSend must be called when the request is about to be written. If it throws, nothing may be written, and
     *     whatever the outcome is, the call is sent again later
     * @return the refusal if the platform answered "too frequent", so that the call can be repeated; else null
     */
    Pan123Exception send(Runnable onSend);

    /** Reports the outcome of {@link #send}. This may take long, so no resource of the queue may be held. */
    void deliver();

    /** Fails the call without sending it, or after its last refusal. */
    void fail(Pan123Exception why);

    /** Counts a refusal and returns the number of refusals so far. */
    int refusedAgain();
}
