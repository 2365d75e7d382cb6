package io.github.camelpan123.account;

import org.apache.camel.Exchange;

/**
 * Is told what happens to the calls of one context. It is called by the threads that make the calls, so it must be fast
 * and must not block. A listener that throws is removed.
 */
public interface CallListener {

    /** Returns what this listener wants to know of an exchange when its operation makes calls; null for nothing. */
    default Object parent(Exchange exchange) {
        return null;
    }

    /** A call begins to wait for a token and a permit, or for its turn to upload. It may wait again after a refusal. */
    default void waits(TrackedCall call) {}

    /** The wait of a call is over, and its request begins. */
    default void begins(TrackedCall call, long waitedNanos) {}

    /**
     * A request has ended.
     *
     * @param nanos how long it took
     * @param failure null if the platform has done what was requested, and if the request was not sent because its
     *     permit had expired; the call then waits again
     */
    default void ends(TrackedCall call, long nanos, Throwable failure) {}

    /** A waiting call was given up, without another request. */
    default void givenUp(TrackedCall call, long waitedNanos, Throwable why) {}

    /** A content was digested. */
    default void hashed(String operation, long nanos) {}

    /** Bytes of a content were received. */
    default void received(String operation, long bytes) {}

    /** The context no longer uses the account. Late events may follow. */
    default void close() {}
}
