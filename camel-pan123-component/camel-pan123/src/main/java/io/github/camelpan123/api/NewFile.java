package io.github.camelpan123.api;

/**
 * A file that is to be.
 *
 * @param parentFileId the folder, 0 for the root
 * @param name the name without a path
 * @param etag the MD5 of the content in lower-case hex
 * @param size bytes
 * @param duplicate what to do when the name is taken; not null
 */
public record NewFile(long parentFileId, String name, String etag, long size, Duplicate duplicate) {

    /** The platform's number for {@link #duplicate()}: 1 keeps both, 2 overwrites, 0 is "not sent" and refuses. */
    public int duplicateCode() {
        return switch (duplicate) {
            case fail -> 0;
            case keepBoth -> 1;
            case overwrite, skipIfSame -> 2;
        };
    }
}
