package io.github.camelpan123.api;

import java.util.List;

/**
 * The answer of create (platform/calls.md, "Create an upload").
 *
 * @param fileId the file when the platform had the content already, else 0
 * @param reuse whether it said so
 * @param preuploadId the session that takes the slices; empty when the content was there
 * @param sliceSize bytes per slice; 0 when the content was there
 * @param servers base URLs of the upload servers; empty when the content was there
 */
public record UploadSession(long fileId, boolean reuse, String preuploadId, long sliceSize, List<String> servers) {

    /**
     * Whether the upload is over. A reuse without an id is not taken as one (platform/calls.md, "Create an upload").
     */
    public boolean finished() {
        return reuse && fileId != 0;
    }
}
