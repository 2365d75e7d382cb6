package io.github.camelpan123.api;

/** The context was stopped while a call was waiting or in progress. */
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
}
