package io.github.camelpan123.api;

/** The folder already has an entry of that name (code 1, recognized by its text; platform/calls.md, "Codes"). */
public class Pan123NameConflictException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123NameConflictException(Failure failure) {
        super(
                failure,
                false,
                "The folder already contains an entry with that name: choose another name, or for uploads another value of the option duplicate");
    }

    /**
     * Creates the exception for a conflict that was found without a call.
     *
     * @param message which name is taken, and what to do
     */
    public Pan123NameConflictException(String message) {
        super(null, message, false, null);
    }
}
