package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file or folder of the drive, or a video of the transcode space (platform/calls.md, "List").
 *
 * @param fileId the id; 0 is the root, which is never an entry
 * @param name the name without a path
 * @param parentFileId the folder it is in, 0 for the root
 * @param directory whether it is a folder
 * @param size bytes; 0 for folders in lists
 * @param etag the MD5 in lower-case hex; empty for folders
 * @param category 1 audio, 2 video, 3 image, others undocumented
 * @param status above 100 the content was rejected by the platform
 * @param trashed whether it lies in the recycle bin
 * @param createdAt null where the answer has no such time
 * @param updatedAt null where the answer has no such time
 * @param relativePath where it is below the folder that was listed, or that an upload named as the parent, such as
 *     {@code sub/a.txt}, safe to store it under; the name alone where it was not found by a list
 */
public record FileEntry(
        long fileId,
        String name,
        long parentFileId,
        boolean directory,
        long size,
        String etag,
        int category,
        int status,
        boolean trashed,
        Instant createdAt,
        Instant updatedAt,
        String relativePath)
        implements Serializable {

    private static final int VIDEO = 2;

    /** An entry that no list showed. */
    public FileEntry(
            long fileId,
            String name,
            long parentFileId,
            boolean directory,
            long size,
            String etag,
            int category,
            int status,
            boolean trashed,
            Instant createdAt,
            Instant updatedAt) {
        this(
                fileId,
                name,
                parentFileId,
                directory,
                size,
                etag,
                category,
                status,
                trashed,
                createdAt,
                updatedAt,
                FileName.safe(name));
    }

    /** The same entry with a size that was found out elsewhere, as the total of a folder. */
    public FileEntry withSize(long bytes) {
        return new FileEntry(
                fileId,
                name,
                parentFileId,
                directory,
                bytes,
                etag,
                category,
                status,
                trashed,
                createdAt,
                updatedAt,
                relativePath);
    }

    /**
     * The same entry as a list shows it.
     *
     * @param folder the relative path of its folder; empty for the folder that is listed
     */
    public FileEntry below(String folder) {
        return new FileEntry(
                fileId,
                name,
                parentFileId,
                directory,
                size,
                etag,
                category,
                status,
                trashed,
                createdAt,
                updatedAt,
                folder.isEmpty() ? FileName.safe(name) : folder + "/" + FileName.safe(name));
    }

    /** Whether the platform took the file for a video. */
    public boolean video() {
        return category == VIDEO;
    }
}
