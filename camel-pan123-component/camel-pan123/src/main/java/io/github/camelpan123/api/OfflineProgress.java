package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * How far a download by the platform is (platform/calls.md, "Offline download").
 *
 * @param taskId the download
 * @param percent 0 to 100; back to 0 when it failed
 * @param status the platform's number
 */
public record OfflineProgress(long taskId, double percent, int status) implements Serializable {

    /** What the number means. */
    public OfflineState state() {
        return OfflineState.of(status);
    }
}
