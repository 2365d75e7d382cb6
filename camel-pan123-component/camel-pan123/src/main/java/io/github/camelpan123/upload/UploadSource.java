package io.github.camelpan123.upload;

import io.github.camelpan123.api.SourceChangedException;
import java.io.IOException;
import java.io.InputStream;

/** Content of known length that can be read repeatedly from any offset, so that a failed slice can be sent again. */
public interface UploadSource extends AutoCloseable {

    /** Returns the length in bytes. */
    long size();

    /**
     * Opens a part of the content. Several parts may be open at the same time.
     *
     * @param offset the first byte, 0 to {@link #size()}
     * @param length the number of bytes, within the content
     * @return a stream of exactly that many bytes, unless the content was shortened meanwhile
     * @throws IOException if the content cannot be opened
     */
    InputStream open(long offset, long length) throws IOException;

    /**
     * Checks whether the content has changed since the upload began.
     *
     * @throws SourceChangedException if it has changed; the message describes the change
     */
    default void requireUnchanged() throws SourceChangedException {}

    /** Releases the resources of the upload, such as a spool file. */
    @Override
    default void close() throws IOException {}
}
