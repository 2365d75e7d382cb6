package io.github.camelpan123.simulator.drive;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.camelpan123.simulator.store.ContentKey;

/**
 * A file or folder.
 *
 * @param id its ID, unique over all accounts
 * @param parentId the folder it is in, 0 for the root
 * @param name its name
 * @param folder whether it is a folder
 * @param etag MD5 of a file, empty for a folder
 * @param size bytes of a file, 0 for a folder
 * @param category platform/calls.md, "Values"
 * @param trashed whether it is in the recycle bin
 * @param trashedItself whether it was moved there itself, not with a folder above it
 * @param createdAt milliseconds since 1970
 * @param updatedAt milliseconds since 1970
 */
public record Entry(
        long id,
        long parentId,
        String name,
        boolean folder,
        String etag,
        long size,
        int category,
        boolean trashed,
        boolean trashedItself,
        long createdAt,
        long updatedAt) {

    /**
     * Returns the key of the file's content.
     *
     * @return MD5 and size
     */
    @JsonIgnore
    public ContentKey content() {
        return new ContentKey(etag, size);
    }

    Entry renamed(String newName, int newCategory, long now) {
        return new Entry(
                id, parentId, newName, folder, etag, size, newCategory, trashed, trashedItself, createdAt, now);
    }

    Entry moved(long newParent, long now) {
        return new Entry(id, newParent, name, folder, etag, size, category, trashed, trashedItself, createdAt, now);
    }

    Entry binned(boolean itself, long now) {
        return new Entry(id, parentId, name, folder, etag, size, category, true, itself, createdAt, now);
    }

    Entry restored(long now) {
        return new Entry(id, parentId, name, folder, etag, size, category, false, false, createdAt, now);
    }
}
