package io.github.camelpan123.upload;

import java.io.IOException;
import java.util.OptionalLong;

/** The body of an upload, before it is read. */
public interface UploadBody extends AutoCloseable {

    /** Returns the length in bytes; empty if it is not known for certain without reading. */
    OptionalLong size();

    /** Whether the content is in memory and short enough to be read by the calling thread. */
    default boolean atHand() {
        return false;
    }

    /** Whether the content may have been read before, so that a lack of bytes does not mean that it is empty. */
    default boolean mayHaveBeenRead() {
        return false;
    }

    /**
     * Makes the content readable from any offset. A stream is read to its end.
     *
     * @param spool stores streams
     * @return the source, which must be closed after the upload
     * @throws IOException if the content cannot be read or stored
     */
    UploadSource open(Spool spool) throws IOException;

    /** Closes a body that was not opened, because the upload did not need it. */
    @Override
    default void close() throws IOException {}
}
