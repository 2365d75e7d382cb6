package io.github.camelpan123.api;

/**
 * The platform refused a call as too frequent (code 429). A call with a rate limit is repeated by its queue, so this
 * exception means that its last attempt was refused. A request to an upload server has no queue; the upload repeats it.
 */
public class Pan123RateLimitedException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123RateLimitedException(Failure failure) {
        super(
                failure,
                true,
                "The platform received too many calls: another program uses the account, or this one is configured with too high rateLimits");
    }
}
