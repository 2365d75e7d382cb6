package io.github.camelpan123.api;

import java.util.List;

/**
 * The answer to the create call (platform/calls.md, "Create an upload").
 *
 * @param fileId the file if the platform already has the content, else 0
 * @param reuse whether the platform already has the content
 * @param preuploadId the session for the slices; empty on reuse
 * @param sliceSize bytes per slice; 0 on reuse
 * @param servers base URLs of the upload servers; empty on reuse
 */
public record UploadSession(long fileId, boolean reuse, String preuploadId, long sliceSize, List<String> servers) {

    /** Whether the upload is complete. A reuse without an ID does not count (platform/calls.md, "Create an upload"). */
    public boolean finished() {
        return reuse && fileId != 0;
    }
}
