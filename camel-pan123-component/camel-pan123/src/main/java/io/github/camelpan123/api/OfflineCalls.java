package io.github.camelpan123.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** Downloads from other servers to the drive that the platform executes (platform/calls.md, "Offline download"). */
public final class OfflineCalls {

    private OfflineCalls() {}

    /** Starts a download and returns the ID of the task for {@link #progress}. */
    public static ApiCall<Long> download(OfflineSource source) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("url", source.url());
        if (!source.fileName().isEmpty()) {
            body.put("fileName", source.fileName());
        }
        if (source.folder() != OfflineSource.USUAL_FOLDER) {
            body.put("dirID", source.folder());
        }
        if (!source.callbackUrl().isEmpty()) {
            body.put("callBackUrl", source.callbackUrl());
        }
        return ApiCall.send(Api.OFFLINE_DOWNLOAD, body, data -> data.number("taskID"));
    }

    /** Queries the progress of a download. The platform never returns the ID of the file, not even at the end. */
    public static ApiCall<OfflineProgress> progress(long taskId) {
        return ApiCall.get(
                Api.OFFLINE_DOWNLOAD_PROCESS,
                Map.of("taskID", Long.toString(taskId)),
                data -> new OfflineProgress(taskId, data.decimal("process"), (int) data.number("status")));
    }
}
