package io.github.camelpan123.api;

/**
 * The answer of upload_complete and of a single-step upload (platform/calls.md, "Complete an upload").
 *
 * @param completed whether the platform has merged and verified the content
 * @param fileId the file, 0 while unknown
 */
public record UploadState(boolean completed, long fileId) {

    /** Whether the upload is complete, which requires both members (notice, upload flow, step 8). */
    public boolean finished() {
        return completed && fileId != 0;
    }
}
