package io.github.camelpan123.simulator.http;

import java.io.IOException;

/** A body that is not the multipart form it says it is. */
public final class MalformedFormException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * A malformed form.
     *
     * @param message what is wrong
     */
    public MalformedFormException(String message) {
        super(message);
    }
}
