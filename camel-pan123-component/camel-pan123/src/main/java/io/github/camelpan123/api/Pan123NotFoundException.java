package io.github.camelpan123.api;

/**
 * There is no such file or folder (code 5066, or code 1 with a text that says so). Right after an upload this can pass
 * (platform/calls.md, "Codes").
 */
public class Pan123NotFoundException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123NotFoundException(Failure failure) {
        super(failure, false);
    }

    /**
     * Found by looking, not by asking for an id.
     *
     * @param message what is missing
     */
    public Pan123NotFoundException(String message) {
        super(null, message, false, null);
    }
}
