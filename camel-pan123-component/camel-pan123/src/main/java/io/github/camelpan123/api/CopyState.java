package io.github.camelpan123.api;

/** How far the copying of several files is (platform/calls.md, "Values"): 0 waiting, 1 running, 2 done, 3 failed. */
public enum CopyState {
    RUNNING,
    DONE,
    FAILED;

    /** Reads the platform's number. Anything undocumented counts as still running, so that it is asked again. */
    static CopyState of(int status) {
        return switch (status) {
            case 2 -> DONE;
            case 3 -> FAILED;
            default -> RUNNING;
        };
    }
}
