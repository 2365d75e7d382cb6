package io.github.camelpan123.api;

import java.time.Duration;

/** The call would have to wait longer for its turn than {@code maxWait} allows, or too many wait already. */
public class Pan123WaitExceededException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    private final Duration expectedWait;

    /**
     * @param api the call
     * @param message which bound was hit
     * @param expectedWait how long the call would have had to wait
     */
    public Pan123WaitExceededException(Api api, String message, Duration expectedWait) {
        super(api, message, true, null);
        this.expectedWait = expectedWait;
    }

    /** How long the call would have had to wait for its turn. */
    public Duration getExpectedWait() {
        return expectedWait;
    }
}
