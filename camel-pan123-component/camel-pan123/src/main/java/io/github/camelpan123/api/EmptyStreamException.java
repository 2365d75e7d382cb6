package io.github.camelpan123.api;

import java.io.IOException;

/** A stream had no bytes, because it is empty or was read before. */
public final class EmptyStreamException extends IOException {

    private static final long serialVersionUID = 1;

    /** Creates the exception with a message that names the likely cause. */
    public EmptyStreamException() {
        super("The stream of the body has no bytes. It may have been read before, by a log or by the first try of a"
                + " redelivery: use stream caching, bytes or a file. To store an empty file, set the header"
                + " CamelFileLength to 0");
    }
}
