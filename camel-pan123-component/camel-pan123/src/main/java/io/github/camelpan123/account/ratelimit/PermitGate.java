package io.github.camelpan123.account.ratelimit;

/**
 * Grants permits to send calls of one API. The queue of the API asks it after its own window, which can only hold calls
 * back.
 */
@FunctionalInterface
public interface PermitGate {

    /**
     * Takes a permit if there is one. Does not block.
     *
     * @return whether one call may go out now
     * @throws RuntimeException when the gate cannot answer; the call then fails with that exception
     */
    boolean tryAcquire();
}
