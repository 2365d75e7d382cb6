package io.github.camelpan123.api;

/**
 * The file changed while it was read, so the content read so far and the remaining content do not belong together.
 * Reading it again from its beginning may succeed.
 */
public class Pan123FileChangedException extends Pan123DownloadFailedException {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call that returned the URL
     * @param message what differs, without the URL
     */
    public Pan123FileChangedException(Api api, String message) {
        super(api, message, null);
    }
}
