package io.github.camelpan123.api;

/** The platform said "too frequent" (code 429) more often than the queue of the call was willing to wait for. */
public class Pan123RateLimitedException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123RateLimitedException(Failure failure) {
        super(failure, true);
    }
}
