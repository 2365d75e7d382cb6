package io.github.camelpan123.api;

import java.io.InputStream;

/** Content on a server of the platform. It can be opened any number of times, each time from its beginning. */
public interface Downloadable {

    /** The size of content whose size only its server knows. */
    long UNKNOWN_SIZE = -1;

    /** Returns the name without a path. */
    String name();

    /** Returns the size in bytes; {@link #UNKNOWN_SIZE} if only the server knows it. */
    long size();

    /**
     * Opens the content. The first read connects and waits for its turn in the queue; for threads that may wait.
     *
     * @return must be closed by the caller; an early close drops the connection
     */
    InputStream open();
}
