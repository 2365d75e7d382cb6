package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Pan123Exception;

/** One call that waits in a queue. */
public interface QueuedCall {

    /** Whose stop ends the waiting, compared by identity; null for the account's own calls. */
    Object owner();

    /** Whether the owner has stopped. */
    boolean ownerClosed();

    /** When it came, on the queue's clock in nanoseconds. */
    long enqueuedAt();

    /**
     * Makes the call and waits for its answer, but tells nobody yet.
     *
     * @param onWire to be told when the request goes out
     * @return the refusal when the platform said "too frequent", so that the call may be made again; else null
     */
    Pan123Exception send(Runnable onWire);

    /** Tells the outcome of {@link #send}. What follows may take long, so nothing of the queue may be held. */
    void deliver();

    /** Ends the waiting without a call, or after its last refusal. */
    void fail(Pan123Exception why);

    /** How often the platform has refused it, this refusal included. */
    int refusedAgain();
}
