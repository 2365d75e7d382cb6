package io.github.camelpan123.account.ratelimit;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Grants permits to send calls of one API of one account. The queue of the API asks it in addition to its own window,
 * which can only hold calls back. A gate may count in this JVM, or for all nodes that use the account.
 */
@FunctionalInterface
public interface PermitGate extends AutoCloseable {

    /**
     * Asks for a permit. Does not block. The queue asks for one permit at a time: not again before the result is
     * complete.
     *
     * @param waiting how many calls wait, at least 1. A gate may use it to get several permits at once, and grants the
     *     others when it is asked again, which is not before the queue's window has a place
     * @return completes with a permit, at once or later on any thread. Completes with empty if there is no permit now
     *     and the gate does not report the next one; the queue then asks again after a millisecond, and replaces a gate
     *     that gives this answer for more than 200 ms without need. Completes with an exception if the gate is broken:
     *     one call fails with that exception, and the next call uses a new gate. A gate that cannot reach what it
     *     counts with should complete later instead; {@code maxWait} bounds how long a call waits. The queue cancels
     *     the result if it does not need the permit any more
     */
    CompletableFuture<Optional<Permit>> acquire(int waiting);

    /** Ends this gate, because the limit has changed or the account is closed. Permits that it granted may be used. */
    @Override
    default void close() {
        // most gates hold nothing
    }
}
