package io.github.camelpan123.upload;

import java.io.IOException;
import java.util.OptionalLong;

/** What a message carries, before a byte of it is read. */
public interface UploadBody extends AutoCloseable {

    /** The length in bytes, where it is known for certain without reading. */
    OptionalLong size();

    /** Whether the content is in memory and so short that whoever asks may read it at once, without waiting. */
    default boolean atHand() {
        return false;
    }

    /** Whether somebody may have read it before, so that no bytes need not mean that it is empty. */
    default boolean mayHaveBeenRead() {
        return false;
    }

    /**
     * Makes the content readable from any place. A stream is read to its end for that.
     *
     * @param spool where streams are held
     * @return to be closed when the upload is over
     * @throws IOException when the content cannot be read or held
     */
    UploadSource open(Spool spool) throws IOException;

    /** Lets go of what was not opened, because the upload was done without it. */
    @Override
    default void close() throws IOException {}
}
