package io.github.camelpan123.api;

/** The state of a copy task (platform/calls.md, "Values"): 0 waiting, 1 running, 2 done, 3 failed. */
public enum CopyState {
    RUNNING,
    DONE,
    FAILED;

    /**
     * Converts the platform's number. Undocumented numbers count as still running, so that the task is queried again.
     */
    static CopyState of(int status) {
        return switch (status) {
            case 2 -> DONE;
            case 3 -> FAILED;
            default -> RUNNING;
        };
    }
}
