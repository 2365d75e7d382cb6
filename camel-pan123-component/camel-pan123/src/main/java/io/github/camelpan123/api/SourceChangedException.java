package io.github.camelpan123.api;

import java.io.IOException;

/** The content cannot be read as it was when the upload began. Nobody else is to blame, and sending again is no help. */
public final class SourceChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    public SourceChangedException(String message, IOException cause) {
        super(message, cause);
    }
}
