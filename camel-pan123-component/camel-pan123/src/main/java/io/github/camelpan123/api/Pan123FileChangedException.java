package io.github.camelpan123.api;

/**
 * The file became another one while it was read, so what was read so far and what would follow do not belong together.
 * Reading it anew from its beginning may succeed.
 */
public class Pan123FileChangedException extends Pan123DownloadFailedException {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call that gave the address out
     * @param message what differs, without the address
     */
    public Pan123FileChangedException(Api api, String message) {
        super(api, message, null);
    }
}
