package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file or folder of the drive, or a video of the transcode space (platform/calls.md, "List").
 *
 * @param fileId the ID; never 0, which is the root
 * @param name the name without a path
 * @param parentFileId the parent folder, 0 for the root
 * @param directory whether it is a folder
 * @param size bytes; 0 for folders in lists
 * @param etag the MD5 in lower-case hex; empty for folders
 * @param category 1 audio, 2 video, 3 image, others undocumented
 * @param status above 100 if the platform rejected the content
 * @param trashed whether it is in the recycle bin
 * @param createdAt null if the answer has no such time
 * @param updatedAt null if the answer has no such time
 * @param relativePath the path below the listed folder, or below the parent that an upload named, such as
 *     {@code sub/a.txt}; safe as a local path; only the name if the entry does not come from a list
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

    /** Creates an entry that does not come from a list. */
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

    /** Returns this entry with a size from another source, such as the total size of a folder. */
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
     * Returns this entry with a path relative to the listed folder.
     *
     * @param folder the relative path of its folder; empty for the listed folder
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

    /** Whether the platform classified the file as a video. */
    public boolean video() {
        return category == VIDEO;
    }
}
