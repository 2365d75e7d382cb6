package io.github.camelpan123.api;

import java.time.Instant;

/**
 * The download traffic of the account is used up (code 5113). The account then asks for no further download until
 * {@link #getUntil()}, so this is also what downloads get that are begun before.
 */
public class Pan123TrafficExceededException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    private final Instant until;

    Pan123TrafficExceededException(Failure failure) {
        super(failure, false);
        this.until = null;
    }

    /**
     * Tells until when downloads are paused.
     *
     * @param refused what the platform said
     * @param message what follows from it
     * @param until the end of the pause
     */
    public Pan123TrafficExceededException(Pan123TrafficExceededException refused, String message, Instant until) {
        super(refused, message);
        this.until = until;
    }

    /** Until when the account asks for no further download; null when the refusal did not begin a pause. */
    public Instant getUntil() {
        return until;
    }
}
