package io.github.camelpan123.upload;

import io.github.camelpan123.api.FileEntry;

/**
 * What an upload led to.
 *
 * @param file the entry on the drive
 * @param how what had to be done for it
 */
public record UploadOutcome(FileEntry file, How how) {

    /** What had to be done. */
    public enum How {
        /** The bytes were sent. */
        SENT,
        /** The platform knew the content; no byte was sent. */
        REUSED,
        /** The same file was there already; nothing was done. */
        SKIPPED
    }
}
