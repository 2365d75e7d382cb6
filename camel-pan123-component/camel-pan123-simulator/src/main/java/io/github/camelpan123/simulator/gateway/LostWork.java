package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.protocol.Documented;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer to a call that says success although nothing is done, section 7.5. */
final class LostWork {
    /** An id that no file ever gets: the sequence starts far above it. */
    private static final long NOBODY = 11_522_653L;

    private LostWork() {}

    static Object answer(Call call) throws IOException {
        Wire.drain(call.exchange());
        return switch (call.endpoint().path()) {
            case "/upload/v2/file/single/create", "/upload/v2/file/upload_complete" -> uploaded();
            case "/upload/v1/file/mkdir" -> Map.of("dirID", NOBODY);
            case "/api/v1/file/recover" -> Map.of("abnormalFileIDs", List.of());
            case "/api/v1/file/async/copy" -> Map.of("taskId", NOBODY);
            case "/api/v1/file/copy" -> Map.of("sourceFileId", call.args().number("fileId"), "targetFileId", NOBODY);
            case "/api/v1/transcode/upload/from_cloud_disk" -> Documented.IMPORTED_TEXT;
            case "/api/v1/transcode/delete" -> Documented.TRANSCODE_DELETED_TEXT;
            case "/api/v1/transcode/video" ->
                call.args().text("resolutions").replace(',', '&') + Documented.TRANSCODE_STARTED_TEXT;
            case "/api/v1/offline/download" -> Map.of("taskID", NOBODY);
            default -> null;
        };
    }

    private static Map<String, Object> uploaded() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("fileID", NOBODY);
        data.put("completed", true);
        return data;
    }
}
