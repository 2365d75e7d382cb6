package io.github.camelpan123.api;

/** The platform issued no token for the configured {@code clientId} and {@code clientSecret}. */
public class Pan123CredentialsException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123CredentialsException(Failure failure) {
        super(
                failure,
                false,
                "The platform does not accept clientId and clientSecret: check both options. They must be of the same developer account, without blanks before or after them");
    }
}
