package io.github.camelpan123.api;

/** How far a transcode job is (platform/calls.md, "Values"): 1 preparing, 2 running, 3 to 254 failed, 255 done. */
public enum TranscodeState {
    PREPARING,
    RUNNING,
    FAILED,
    DONE;

    private static final int FIRST_FAILURE = 3;
    private static final int SUCCESS = 255;

    /** Reads the platform's number. Anything undocumented counts as still running, so that it is asked again. */
    public static TranscodeState of(int status) {
        if (status == SUCCESS) {
            return DONE;
        }
        if (status >= FIRST_FAILURE && status < SUCCESS) {
            return FAILED;
        }
        return status == 1 ? PREPARING : RUNNING;
    }

    /** Whether nothing more will happen. */
    public boolean terminal() {
        return this == FAILED || this == DONE;
    }
}
