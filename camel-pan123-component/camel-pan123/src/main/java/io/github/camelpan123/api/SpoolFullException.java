package io.github.camelpan123.api;

import java.io.IOException;

/** A stream is longer than {@code maxSpoolSize}, or longer than the free disk space. */
public final class SpoolFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SpoolFullException(String message) {
        super(message);
    }
}
