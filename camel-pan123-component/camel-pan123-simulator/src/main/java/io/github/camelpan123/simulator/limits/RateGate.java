package io.github.camelpan123.simulator.limits;

/** Decides about the calls of one account to one path. Not thread-safe; {@link PathLimiter} guards it. */
interface RateGate {
    /**
     * Whether a call may pass now. A call that may not is not remembered.
     *
     * @param now nanoseconds, not before the last call's
     * @return true to let it pass
     */
    boolean pass(long now);
}
