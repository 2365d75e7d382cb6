package io.github.camelpan123.platform;

/** The call was waiting for its turn when the context was stopped; it was not sent. */
public class Pan123ShutdownException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /** @param api the call that was given up */
    public Pan123ShutdownException(Api api) {
        super(api, "Stopped while waiting to call " + api.path() + "; nothing was sent", true, null);
    }
}
