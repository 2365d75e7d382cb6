package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.protocol.Times;
import io.github.camelpan123.simulator.time.TimeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers that report success for a call that was not executed. Each has the format of its call. */
public final class LostWork {
    /** Creates one such answer. */
    @FunctionalInterface
    private interface Told {
        Object answer(Call call, String now);
    }

    private static final Told NOTHING = (call, now) -> null;
    private static final Told FOLDER_NAME = (call, now) -> data(
            "filename",
            call.account().drive().require(call.args().number("fileID")).name());

    private static final Map<String, Told> ANSWERS = Map.ofEntries(
            Map.entry(
                    "/upload/v2/file/create",
                    (call, now) -> data(
                            "fileID",
                            Invented.LOST_ID,
                            "reuse",
                            true,
                            "preuploadID",
                            "",
                            "sliceSize",
                            0,
                            "servers",
                            List.of())),
            Map.entry("/upload/v2/file/slice", NOTHING),
            Map.entry(
                    "/upload/v2/file/upload_complete",
                    (call, now) -> data("completed", true, "fileID", Invented.LOST_ID)),
            Map.entry(
                    "/upload/v2/file/single/create",
                    (call, now) -> data("fileID", Invented.LOST_ID, "completed", true)),
            Map.entry("/upload/v2/file/sha1_reuse", (call, now) -> data("fileID", Invented.LOST_ID, "reuse", true)),
            Map.entry(
                    "/upload/v1/file/create",
                    (call, now) -> data("fileID", Invented.LOST_ID, "reuse", true, "preuploadID", "", "sliceSize", 0)),
            Map.entry(
                    "/upload/v1/file/upload_complete",
                    (call, now) -> data("async", false, "completed", true, "fileID", Invented.LOST_ID)),
            Map.entry(
                    "/upload/v1/file/upload_async_result",
                    (call, now) -> data("completed", true, "fileID", Invented.LOST_ID)),
            Map.entry("/upload/v1/file/mkdir", (call, now) -> data("dirID", Invented.LOST_ID)),
            Map.entry("/api/v1/file/name", NOTHING),
            Map.entry("/api/v1/file/rename", (call, now) -> renamed(call.args(), now)),
            Map.entry("/api/v1/file/move", NOTHING),
            Map.entry(
                    "/api/v1/file/copy",
                    (call, now) ->
                            data("sourceFileId", call.args().number("fileId"), "targetFileId", Invented.LOST_ID)),
            Map.entry("/api/v1/file/async/copy", (call, now) -> data("taskId", Invented.LOST_ID)),
            Map.entry("/api/v1/file/trash", NOTHING),
            Map.entry("/api/v1/file/delete", NOTHING),
            Map.entry("/api/v1/file/recover", (call, now) -> data("abnormalFileIDs", List.of())),
            Map.entry("/api/v1/file/recover/by_path", NOTHING),
            Map.entry("/api/v1/transcode/upload/from_cloud_disk", (call, now) -> Documented.IMPORTED_TEXT),
            Map.entry("/api/v1/transcode/video", (call, now) -> started(call.args())),
            Map.entry("/api/v1/transcode/delete", (call, now) -> Documented.TRANSCODE_DELETED_TEXT),
            Map.entry(
                    "/api/v1/share/create",
                    (call, now) -> data("shareID", Invented.LOST_ID, "shareKey", Invented.LOST_SHARE_KEY)),
            Map.entry("/api/v1/share/list/info", NOTHING),
            Map.entry("/api/v1/offline/download", (call, now) -> data("taskID", Invented.LOST_ID)),
            Map.entry("/api/v1/direct-link/enable", FOLDER_NAME),
            Map.entry("/api/v1/direct-link/disable", FOLDER_NAME));

    private LostWork() {}

    /**
     * Whether an API can report success without being executed.
     *
     * @param path with a leading slash
     * @return false for read-only and unknown paths
     */
    public static boolean knows(String path) {
        return ANSWERS.containsKey(path);
    }

    static Object answer(Call call, TimeSource time) {
        return ANSWERS.get(call.endpoint().path()).answer(call, Times.plain(time.millis()));
    }

    private static Object started(Args args) {
        return Arrays.stream(args.text("resolutions").split(","))
                        .map(resolution -> resolution.trim().toUpperCase(Locale.ROOT))
                        .distinct()
                        .collect(Collectors.joining("&"))
                + Documented.TRANSCODE_STARTED_TEXT;
    }

    private static Object renamed(Args args, String now) {
        List<Object> done = new ArrayList<>();
        for (String line : args.texts("renameList")) {
            try {
                done.add(data("fileID", Long.parseLong(line.split("\\|", 2)[0]), "updateAt", now));
            } catch (NumberFormatException e) {
                throw Refusal.parameter("renameList");
            }
        }
        return data("successList", done, "failList", List.of());
    }

    private static Map<String, Object> data(Object... namesAndValues) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return data;
    }
}
