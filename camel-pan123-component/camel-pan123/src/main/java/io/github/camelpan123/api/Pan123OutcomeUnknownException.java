package io.github.camelpan123.api;

/**
 * The answer to a write call was lost, and it is unknown whether the platform executed the call. The message says what
 * to check. The failure is not retriable, because a second call may repeat the effect.
 */
public class Pan123OutcomeUnknownException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call
     * @param message what is unknown, and what to check
     * @param cause how the answer was lost; may be null
     */
    public Pan123OutcomeUnknownException(Api api, String message, Throwable cause) {
        super(api, message, false, cause);
    }
}
