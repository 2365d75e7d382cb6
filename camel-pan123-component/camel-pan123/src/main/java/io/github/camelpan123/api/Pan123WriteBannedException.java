package io.github.camelpan123.api;

/** The account may not write for a while, as after too many parallel uploads (platform/calls.md, "Codes"). */
public class Pan123WriteBannedException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123WriteBannedException(Failure failure) {
        super(failure, false);
    }
}
