package io.github.camelpan123.api;

import java.io.IOException;

/** The content changed or became unreadable since the upload began. A repetition of the upload call does not help. */
public final class SourceChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SourceChangedException(String message, IOException cause) {
        super(message, cause);
    }
}
