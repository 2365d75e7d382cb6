package io.github.camelpan123.api;

/** The state of an offline download (platform/calls.md, "Values"): 0 running, 1 failed, 2 done, 3 retrying. */
public enum OfflineState {
    RUNNING,
    FAILED,
    DONE;

    /**
     * Converts the platform's number. Undocumented numbers count as still running, so that the task is queried again.
     */
    static OfflineState of(int status) {
        return switch (status) {
            case 1 -> FAILED;
            case 2 -> DONE;
            default -> RUNNING;
        };
    }
}
