package io.github.camelpan123.api;

/**
 * A file to upload.
 *
 * @param parentFileId the folder, 0 for the root
 * @param name the name without a path
 * @param etag the MD5 of the content in lower-case hex
 * @param size bytes
 * @param duplicate what to do if the name is taken; not null
 */
public record NewFile(long parentFileId, String name, String etag, long size, Duplicate duplicate) {

    /**
     * Returns the platform's number of {@link #duplicate()}: 1 keeps both, 2 overwrites, 0 is not sent and means
     * refusal.
     */
    public int duplicateCode() {
        return switch (duplicate) {
            case fail -> 0;
            case keepBoth -> 1;
            case overwrite, skipIfSame -> 2;
        };
    }
}
