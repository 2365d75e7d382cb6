package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * The progress of an offline download (platform/calls.md, "Offline download").
 *
 * @param taskId the ID of the task
 * @param percent 0 to 100; 0 again after a failure
 * @param status the platform's number
 */
public record OfflineProgress(long taskId, double percent, int status) implements Serializable {

    /** Returns the meaning of the number. */
    public OfflineState state() {
        return OfflineState.of(status);
    }
}
