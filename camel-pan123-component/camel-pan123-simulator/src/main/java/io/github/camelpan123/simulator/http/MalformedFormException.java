package io.github.camelpan123.simulator.http;

import java.io.IOException;

/** A body that is not the multipart form that its content type declares. */
public final class MalformedFormException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong
     */
    public MalformedFormException(String message) {
        super(message);
    }
}
