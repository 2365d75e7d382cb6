package io.github.camelpan123.api;

/** A content could not be read to its end, or differs from what the platform announced. */
public class Pan123DownloadFailedException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call that returned the URL
     * @param message what happened, without the URL
     * @param cause may be null
     */
    public Pan123DownloadFailedException(Api api, String message, Throwable cause) {
        super(api, message, true, cause);
    }
}
