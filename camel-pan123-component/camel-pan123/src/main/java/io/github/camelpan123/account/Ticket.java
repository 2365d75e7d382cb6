package io.github.camelpan123.account;

import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123Exception;

/** One call that waits in a lane. */
abstract class Ticket {

    private final Api api;
    private final Object owner;
    private final long enqueuedAt;
    private int refusals;

    /**
     * @param owner whose stop ends the waiting
     * @param enqueuedAt on the lane's clock, nanoseconds
     */
    Ticket(Api api, Object owner, long enqueuedAt) {
        this.api = api;
        this.owner = owner;
        this.enqueuedAt = enqueuedAt;
    }

    final Api api() {
        return api;
    }

    final Object owner() {
        return owner;
    }

    final long enqueuedAt() {
        return enqueuedAt;
    }

    final int refused() {
        return ++refusals;
    }

    /**
     * Makes the call and waits for its answer.
     *
     * @return whether the platform said "too frequent", so that the call has to be made again
     */
    abstract boolean send();

    /** Ends the waiting without a call. */
    abstract void fail(Pan123Exception why);

    /** The refusal that {@link #send()} met last. */
    abstract Pan123Exception refusal();
}
