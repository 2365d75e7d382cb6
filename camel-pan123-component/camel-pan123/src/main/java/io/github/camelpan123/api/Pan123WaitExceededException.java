package io.github.camelpan123.api;

import java.time.Duration;

/** The call would have to wait longer than {@code maxWait} allows, or the queue is full. */
public class Pan123WaitExceededException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    private final Duration expectedWait;

    /**
     * @param api the call
     * @param message the exceeded bound
     * @param expectedWait how long the call would have had to wait
     */
    public Pan123WaitExceededException(Api api, String message, Duration expectedWait) {
        super(api, message, true, null);
        this.expectedWait = expectedWait;
    }

    /** Returns how long the call would have had to wait. */
    public Duration getExpectedWait() {
        return expectedWait;
    }
}
