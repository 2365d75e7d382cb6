package io.github.camelpan123.api;

/**
 * The file or folder does not exist (code 5066, or code 1 with a corresponding text). Shortly after an upload the
 * failure may be temporary (platform/calls.md, "Codes").
 */
public class Pan123NotFoundException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123NotFoundException(Failure failure) {
        super(
                failure,
                false,
                "The file, folder or video does not exist, or belongs to another account: check the id or path");
    }

    /**
     * Creates the exception for an entry that a lookup did not find.
     *
     * @param message what is missing
     */
    public Pan123NotFoundException(String message) {
        super(null, message, false, null);
    }
}
