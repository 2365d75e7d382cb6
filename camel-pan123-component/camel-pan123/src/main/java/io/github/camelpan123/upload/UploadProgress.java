package io.github.camelpan123.upload;

/** Told how an upload goes on. Called from the threads that work; must return quickly. */
@FunctionalInterface
public interface UploadProgress {

    /** What is being done. */
    enum Phase {
        /** The content is read for its digests. */
        HASH,
        /** Bytes go to the platform. */
        SEND,
        /** The platform merges and verifies. */
        VERIFY,
        /** The file is there. */
        DONE
    }

    /**
     * @param phase what is being done
     * @param name the file's name
     * @param done bytes so far in this phase
     * @param total bytes of the file
     */
    void at(Phase phase, String name, long done, long total);
}
