package io.github.camelpan123.upload;

/** Receives the progress of an upload. It is called by the working threads and must return quickly. */
@FunctionalInterface
public interface UploadProgress {

    /** The phases of an upload. */
    enum Phase {
        /** The content is read and digested. */
        HASH,
        /** Bytes are sent to the platform. */
        SEND,
        /** The platform merges and verifies the content. */
        VERIFY,
        /** The upload is complete. */
        DONE
    }

    /**
     * Reports progress.
     *
     * @param phase the current phase
     * @param name the name of the file
     * @param done the number of bytes processed in this phase
     * @param total the size of the file in bytes
     */
    void at(Phase phase, String name, long done, long total);
}
