package io.github.camelpan123.platform;

import java.time.Instant;

/**
 * One line of a video's transcode record (reference 10.8).
 *
 * @param resolution in upper case, such as {@code 720P}
 * @param status the platform's number
 * @param playUrl a direct link to the playlist; empty until done; who has it can read, so it is not shown
 * @param createdAt may be null
 */
public record TranscodeJob(String resolution, int status, String playUrl, Instant createdAt) {

    /** What the number means. */
    public TranscodeState state() {
        return TranscodeState.of(status);
    }

    @Override
    public String toString() {
        return "TranscodeJob[resolution=" + resolution + ", status=" + status + ", createdAt=" + createdAt + "]";
    }
}
