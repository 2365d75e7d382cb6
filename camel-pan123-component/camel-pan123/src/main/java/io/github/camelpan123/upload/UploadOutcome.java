package io.github.camelpan123.upload;

import io.github.camelpan123.api.FileEntry;

/**
 * The result of an upload.
 *
 * @param file the entry on the drive
 * @param how how the file was uploaded
 */
public record UploadOutcome(FileEntry file, How how) {

    /** How a file was uploaded. */
    public enum How {
        /** The bytes were sent. */
        SENT,
        /** The platform already had the content; no bytes were sent. */
        REUSED,
        /** The same file already existed; nothing was done. */
        SKIPPED
    }
}
