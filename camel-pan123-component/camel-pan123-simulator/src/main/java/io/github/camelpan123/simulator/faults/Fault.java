package io.github.camelpan123.simulator.faults;

import java.time.Duration;

/**
 * The fault of one call.
 *
 * @param effect the kind
 * @param code code of an answer, or HTTP status
 * @param text message of an answer, or body
 * @param delay the delay before the execution, never null
 */
public record Fault(Effect effect, int code, String text, Duration delay) {
    /** The kinds of fault, by the time of their effect. */
    public enum Effect {
        /** The call is delayed and then executed as usual. */
        DELAY,
        /** The call is not executed, and the answer is an envelope with a code. */
        ANSWER,
        /** The call is not executed, and the answer is an HTTP status with an HTML body. */
        HTTP,
        /** The connection is closed before the execution. */
        CUT_BEFORE,
        /** The call is executed, and the connection is closed instead of an answer. */
        CUT_AFTER,
        /** The call is executed, and the answer is not JSON. */
        GARBAGE,
        /** The call is executed, and half of the answer is sent. */
        TRUNCATE,
        /** The token is evicted just before the call. */
        EVICT,
        /** The call is executed, and the answer is an envelope with a code. */
        ANSWER_AFTER,
        /** The call is not executed, and the answer reports success. */
        LOSE
    }

    /**
     * Whether the fault replaces the execution.
     *
     * @return true if the call is not executed
     */
    public boolean beforeWork() {
        return effect == Effect.ANSWER || effect == Effect.HTTP || effect == Effect.CUT_BEFORE;
    }
}
