package io.github.camelpan123.simulator.faults;

import java.time.Duration;

/**
 * What goes wrong with one call.
 *
 * @param effect the kind
 * @param code code of an answer, or HTTP status
 * @param text message of an answer, or body
 * @param delay how long to wait before the work, never null
 */
public record Fault(Effect effect, int code, String text, Duration delay) {
    /** The kinds of fault, by the moment at which they strike. */
    public enum Effect {
        /** The call waits, then goes on as usual. */
        DELAY,
        /** An envelope with a code, in place of the work. */
        ANSWER,
        /** An HTTP status with an HTML body, in place of the work. */
        HTTP,
        /** The connection is cut before the work. */
        CUT_BEFORE,
        /** The connection is cut after the work, in place of the answer. */
        CUT_AFTER,
        /** The work is done, and the answer is no JSON. */
        GARBAGE,
        /** The work is done, and half of the answer arrives. */
        TRUNCATE,
        /** The token is pushed out just before the call. */
        EVICT,
        /** The work is done, and the answer is an envelope with a code. */
        ANSWER_AFTER,
        /** The answer says success, and the work is not done. */
        LOSE
    }

    /**
     * Whether the fault takes the place of the work.
     *
     * @return true if nothing is done
     */
    public boolean beforeWork() {
        return effect == Effect.ANSWER || effect == Effect.HTTP || effect == Effect.CUT_BEFORE;
    }
}
