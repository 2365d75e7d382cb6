package io.github.camelpan123.api;

/** The state of a transcode job (platform/calls.md, "Values"): 1 preparing, 2 running, 3 to 254 failed, 255 done. */
public enum TranscodeState {
    PREPARING,
    RUNNING,
    FAILED,
    DONE;

    private static final int FIRST_FAILURE = 3;
    private static final int SUCCESS = 255;

    /**
     * Converts the platform's number. Undocumented numbers count as still running, so that the job is queried again.
     */
    public static TranscodeState of(int status) {
        if (status == SUCCESS) {
            return DONE;
        }
        if (status >= FIRST_FAILURE && status < SUCCESS) {
            return FAILED;
        }
        return status == 1 ? PREPARING : RUNNING;
    }

    /** Whether the state is final. */
    public boolean terminal() {
        return this == FAILED || this == DONE;
    }
}
