package io.github.camelpan123.api;

/** A content is not an HLS playlist, or references something that cannot be saved beside it. */
public class Pan123PlaylistException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and where, without a URL */
    public Pan123PlaylistException(String message) {
        super(Api.TRANSCODE_SEGMENT_DOWNLOAD, message, false, null);
    }
}
