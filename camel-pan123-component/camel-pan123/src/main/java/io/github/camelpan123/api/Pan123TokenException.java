package io.github.camelpan123.api;

/**
 * The token is not valid (any more): unknown, expired or invalidated by a newer login (code 401; platform/calls.md,
 * "Token").
 */
public class Pan123TokenException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123TokenException(Failure failure) {
        super(
                failure,
                true,
                "The access token is not valid: it has expired, or newer logins have replaced it. The"
                        + " platform keeps the three newest tokens of an account");
    }

    /**
     * Creates the exception for the case that no other token is available.
     *
     * @param message what to do
     */
    public Pan123TokenException(Api api, String message) {
        super(api, message, false, null);
    }
}
