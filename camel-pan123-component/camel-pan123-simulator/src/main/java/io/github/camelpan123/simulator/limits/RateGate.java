package io.github.camelpan123.simulator.limits;

/** Decides whether calls of one account to one path may pass. Not thread-safe; guarded by {@link PathLimiter}. */
interface RateGate {
    /**
     * Whether a call may pass now. A refused call does not count.
     *
     * @param now nanoseconds, not before the last call's
     * @return true to let it pass
     */
    boolean pass(long now);
}
