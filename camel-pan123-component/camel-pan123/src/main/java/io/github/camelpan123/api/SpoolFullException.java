package io.github.camelpan123.api;

import java.io.IOException;

/** A stream is longer than what may be held of it on disk: than {@code maxSpoolSize}, or than the disk has room for. */
public final class SpoolFullException extends IOException {

    private static final long serialVersionUID = 1L;

    public SpoolFullException(String message) {
        super(message);
    }
}
