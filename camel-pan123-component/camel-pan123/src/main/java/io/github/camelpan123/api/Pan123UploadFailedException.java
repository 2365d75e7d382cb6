package io.github.camelpan123.api;

/** The upload ended without a file: the platform refused the content, or did not publish it in time. */
public class Pan123UploadFailedException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123UploadFailedException(Failure failure) {
        super(failure, true, "The platform did not accept the content: upload it again");
    }

    /**
     * Creates the exception for a failure that this component detected.
     *
     * @param api the call that showed it, may be null
     * @param message what happened
     * @param cause may be null
     */
    public Pan123UploadFailedException(Api api, String message, Throwable cause) {
        super(api, message, true, cause);
    }
}
