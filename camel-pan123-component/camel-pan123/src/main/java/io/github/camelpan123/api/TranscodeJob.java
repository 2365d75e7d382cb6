package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * One line of the transcode record of a video (platform/calls.md, "Transcode record").
 *
 * @param fileId the ID of the video in the transcode space
 * @param resolution in upper case, such as {@code 720P}
 * @param status the platform's number
 * @param playUrl a direct link to the playlist; empty until done; never shown by {@link #toString()}
 * @param createdAt may be null
 */
public record TranscodeJob(long fileId, String resolution, int status, String playUrl, Instant createdAt)
        implements Serializable {

    /** Returns the meaning of the number. */
    public TranscodeState state() {
        return TranscodeState.of(status);
    }

    @Override
    public String toString() {
        return "TranscodeJob[fileId=" + fileId + ", resolution=" + resolution + ", status=" + status + ", createdAt="
                + createdAt + "]";
    }
}
