package io.github.camelpan123.api;

/** A video cannot be transcoded as requested, or the platform did not finish in time. */
public class Pan123TranscodeException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call that showed it
     * @param message what is wrong and what would be valid
     * @param retriable whether waiting may help
     */
    public Pan123TranscodeException(Api api, String message, boolean retriable) {
        super(api, message, retriable, null);
    }
}
