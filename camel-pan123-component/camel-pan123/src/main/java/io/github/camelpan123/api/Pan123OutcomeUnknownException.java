package io.github.camelpan123.api;

/**
 * The answer to a call that writes was lost, and nothing tells whether the platform carried it out. The message says
 * what to check. It is not retriable: the same call again may do the same a second time.
 */
public class Pan123OutcomeUnknownException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call
     * @param message what is not known, and what to check
     * @param cause how the answer was lost; may be null
     */
    public Pan123OutcomeUnknownException(Api api, String message, Throwable cause) {
        super(api, message, false, cause);
    }
}
