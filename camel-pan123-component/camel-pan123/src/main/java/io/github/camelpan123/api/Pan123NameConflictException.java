package io.github.camelpan123.api;

/** The folder has an entry of that name already (code 1, known by its text; platform/calls.md, "Codes"). */
public class Pan123NameConflictException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123NameConflictException(Failure failure) {
        super(failure, false);
    }

    /**
     * Found without asking the platform.
     *
     * @param message what is taken, and what to do
     */
    public Pan123NameConflictException(String message) {
        super(null, message, false, null);
    }
}
