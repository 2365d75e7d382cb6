package io.github.camelpan123.api;

/** The platform issued no token for the configured {@code clientId} and {@code clientSecret}. */
public class Pan123CredentialsException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123CredentialsException(Failure failure) {
        super(failure, false);
    }
}
