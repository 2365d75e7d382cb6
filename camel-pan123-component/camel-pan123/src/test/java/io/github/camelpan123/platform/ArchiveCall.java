package io.github.camelpan123.platform;

import java.util.Map;

/** The one limited call that no operation makes. */
public final class ArchiveCall {

    private ArchiveCall() {}

    /** Asks for everything of one video as one archive. */
    public static ApiCall<Boolean> of(long fileId) {
        return ApiCall.send(
                Api.TRANSCODE_DOWNLOAD_ALL,
                Map.of("fileId", fileId, "zipName", "v.mp4"),
                data -> data.flag("isDownloading"));
    }
}
