package io.github.camelpan123.api;

/**
 * The account is temporarily not allowed to write, for example after too many parallel uploads (platform/calls.md,
 * "Codes").
 */
public class Pan123WriteBannedException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123WriteBannedException(Failure failure) {
        super(failure, false, "The account is not allowed to write at present: wait, and use fewer concurrent uploads");
    }
}
