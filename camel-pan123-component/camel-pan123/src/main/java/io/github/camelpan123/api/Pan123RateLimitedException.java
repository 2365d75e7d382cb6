package io.github.camelpan123.api;

/** The platform answered "too frequent" (code 429) more often than the queue of the call repeats a call. */
public class Pan123RateLimitedException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123RateLimitedException(Failure failure) {
        super(
                failure,
                true,
                "The platform received too many calls: another program uses the account, or this one is configured with too high rateLimits");
    }
}
