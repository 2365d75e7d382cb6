package io.github.camelpan123.api;

/**
 * What becomes of a download by the platform (platform/calls.md, "Values"): 0 running, 1 failed, 2 done, 3 trying
 * again.
 */
public enum OfflineState {
    RUNNING,
    FAILED,
    DONE;

    /** Reads the platform's number. Anything undocumented counts as still running, so that it is asked again. */
    static OfflineState of(int status) {
        return switch (status) {
            case 1 -> FAILED;
            case 2 -> DONE;
            default -> RUNNING;
        };
    }
}
