package io.github.camelpan123.api;

import java.time.Duration;

/**
 * The context was stopped while a call was waiting or in progress, or it is stopping and the call would have to wait
 * for longer than the rest of the shutdown timeout. It has no stack trace: a context that stops may end thousands of
 * calls, and all of them for the same reason.
 */
public class Pan123ShutdownException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /** @param api the call that was cancelled; null between calls */
    public Pan123ShutdownException(Api api) {
        super(
                api,
                "Stopped while "
                        + (api == null
                                ? "waiting between calls"
                                : "a call of " + api.path() + " was waiting or under way"),
                true,
                null);
    }

    /**
     * Creates the exception for a wait that would end after the context has stopped.
     *
     * @param api the call that was not made; null between calls
     * @param wait the expected wait
     * @param left how long the context still lets exchanges complete
     */
    public Pan123ShutdownException(Api api, Duration wait, Duration left) {
        super(
                api,
                "The context stops and waits for exchanges for " + seconds(left) + " s more, but "
                        + (api == null
                                ? "this one would have to wait for " + seconds(wait) + " s until its next call"
                                : "the next call of " + api.path() + " could only be made in about " + seconds(wait)
                                        + " s, so it was not made"),
                true,
                null);
    }

    /**
     * Creates the exception for the same reason with what remains of the work.
     *
     * @param stopped the reason
     * @param remains what is kept, and how to continue
     */
    public Pan123ShutdownException(Pan123ShutdownException stopped, String remains) {
        super(stopped, stopped.getMessage() + ". " + remains);
    }

    private static String seconds(Duration time) {
        return Long.toString(Math.max(0, (time.toMillis() + 500) / 1000));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
