package io.github.camelpan123.upload;

import io.github.camelpan123.api.SourceChangedException;
import java.io.IOException;
import java.io.InputStream;

/** Content of known length that can be read again from any place, so that a failed slice can be sent again. */
public interface UploadSource extends AutoCloseable {

    /** The length in bytes. */
    long size();

    /**
     * Opens a part of the content.
     *
     * @param offset first byte, 0 to {@link #size()}
     * @param length bytes, within the content
     * @return exactly that many bytes, unless the content was cut meanwhile; may be open many times at once
     */
    InputStream open(long offset, long length) throws IOException;

    /**
     * Looks whether the content is still what it was when the upload began.
     *
     * @throws SourceChangedException saying what changed
     */
    default void requireUnchanged() throws SourceChangedException {}

    /** Lets go of what was made for the upload, such as a spool file. */
    @Override
    default void close() throws IOException {}
}
