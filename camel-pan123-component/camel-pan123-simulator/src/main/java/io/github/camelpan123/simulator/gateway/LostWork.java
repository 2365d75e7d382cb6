package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.http.Wire;
import java.io.IOException;
import java.util.LinkedHashMap;
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
