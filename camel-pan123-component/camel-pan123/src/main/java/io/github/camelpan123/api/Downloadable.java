package io.github.camelpan123.api;

import java.io.InputStream;

/** Content on a server of the platform. It can be read as often as it is opened, each time from its beginning. */
public interface Downloadable {

    /** The size of content that only its server knows. */
    long UNKNOWN_SIZE = -1;

    /** The name without a path. */
    String name();

    /** Bytes; {@link #UNKNOWN_SIZE} when only the server knows. */
    long size();

    /**
     * Opens the content. No connection is made before the stream is read, and reading waits for its turn; for threads
     * whose work is to wait.
     *
     * @return to be closed by the caller; closing early drops the connection
     */
    InputStream open();
}
