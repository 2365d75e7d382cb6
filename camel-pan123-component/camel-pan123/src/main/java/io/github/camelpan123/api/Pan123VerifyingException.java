package io.github.camelpan123.api;

/** The platform is still verifying the file; the same call succeeds later (code 20103). */
public class Pan123VerifyingException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123VerifyingException(Failure failure) {
        super(failure, true, "The platform is still verifying the file: repeat the call in a few seconds");
    }
}
