package io.github.camelpan123.api;

import java.time.Instant;

/**
 * The download traffic of the account is exhausted (code 5113). The account requests no further downloads until
 * {@link #getUntil()}. Downloads that begin before that time also fail with this exception.
 */
public class Pan123TrafficExceededException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    private final Instant until;

    Pan123TrafficExceededException(Failure failure) {
        super(failure, false, "The download traffic of the account is used up: wait, or buy traffic");
        this.until = null;
    }

    /**
     * Creates the exception with the end of the pause.
     *
     * @param refused the refusal of the platform
     * @param message the consequence
     * @param until the end of the pause
     */
    public Pan123TrafficExceededException(Pan123TrafficExceededException refused, String message, Instant until) {
        super(refused, message);
        this.until = until;
    }

    /**
     * Returns the time until which the account requests no further downloads; null if the refusal did not start a
     * pause.
     */
    public Instant getUntil() {
        return until;
    }
}
