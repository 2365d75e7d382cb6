package io.github.camelpan123.account.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The right to continue one upload, which one node at a time has. Its number is greater than those of all owners
 * before. No method blocks.
 */
public interface UploadLease {

    /** What the engine says. */
    enum State {
        /** This node has the lease. */
        HELD,
        /** Another node may have it, or is gone: ask again after {@link #pause()}. */
        WAIT,
        /** Another node has it. */
        BUSY,
        /** Nobody has it according to the engine, which may have lost its state. */
        FORGOTTEN
    }

    /**
     * Asks for the lease. Not to be called again before the answer.
     *
     * @return completes with {@code HELD}, {@code WAIT} or {@code BUSY}; fails if the engine does not answer
     */
    CompletableFuture<State> acquire();

    /**
     * Asks whether this node still has the lease, and extends it. Not to be called again before the answer.
     *
     * @param restore whether the lease is written again if the engine has forgotten it
     * @return completes with {@code HELD}, {@code BUSY} or {@code FORGOTTEN}; fails if the engine does not answer
     */
    CompletableFuture<State> renew(boolean restore);

    /** Whether no other node can have the lease now, as far as the monotonic clock of this node tells. */
    boolean valid();

    /** Returns the number of this owner; only after the lease was acquired. */
    long number();

    /** Returns the delay between two questions for the lease. */
    Duration pause();

    /** Returns the delay between two extensions. */
    Duration renewal();

    /** Gives the lease back, unless another node has it. Not to be called before the last answer. */
    void release();
}
