package io.github.camelpan123.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The transcode calls (platform/calls.md, "Transcode space"). IDs are those of the transcode space unless stated
 * otherwise.
 */
public final class TranscodeCalls {

    private TranscodeCalls() {}

    /** Queries the folder of the transcode space. */
    public static ApiCall<Long> folderInfo() {
        return ApiCall.send(Api.TRANSCODE_FOLDER_INFO, Map.of(), data -> data.number("fileID"));
    }

    /**
     * Copies videos of the drive into the space. The answer is only a text; the new IDs have to be looked up.
     *
     * @param driveFileIds 1 to 100 IDs of the drive
     */
    public static ApiCall<Void> importFromDrive(Collection<Long> driveFileIds) {
        return ApiCall.about(
                driveFileIds,
                ApiCall.send(
                        Api.TRANSCODE_IMPORT,
                        driveFileIds.stream().map(id -> Map.of("fileId", id)).toList(),
                        data -> null));
    }

    /** Queries the resolutions that a video can be transcoded to. */
    public static ApiCall<TranscodeResolutions> resolutions(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_RESOLUTIONS,
                        Map.of("fileId", fileId),
                        data -> new TranscodeResolutions(
                                fileId,
                                data.flag("IsGetResolution"),
                                split(data.textOrEmpty("Resolutions")),
                                split(data.textOrEmpty("NowOrFinishedResolutions")),
                                data.textOrEmpty("CodecNames"),
                                data.numberOrZero("VideoTime"))));
    }

    /**
     * Starts jobs.
     *
     * @param codec from {@link TranscodeResolutions#codec()}
     * @param seconds from {@link TranscodeResolutions#seconds()}
     * @param resolutions in upper case, at least one, none of them started before
     */
    public static ApiCall<Void> start(long fileId, String codec, long seconds, List<String> resolutions) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_VIDEO,
                        Map.of(
                                "fileId",
                                fileId,
                                "codecName",
                                codec,
                                "videoTime",
                                seconds,
                                "resolutions",
                                String.join(",", resolutions)),
                        data -> null));
    }

    /** Queries the jobs of one video. */
    public static ApiCall<List<TranscodeJob>> record(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_RECORD,
                        Map.of("fileId", fileId),
                        data -> data.list(
                                "UserTranscodeVideoRecordList",
                                row -> new TranscodeJob(
                                        fileId,
                                        row.text("resolution").toUpperCase(Locale.ROOT),
                                        (int) row.number("status"),
                                        row.textOrEmpty("link"),
                                        PlatformTime.parse(row.textOrEmpty("create_at"))))));
    }

    /** Queries the products of one video. The file names are left empty. */
    public static ApiCall<List<TranscodeResult>> result(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_RESULT,
                        Map.of("fileId", fileId),
                        data -> data.list("UserTranscodeVideoList", row -> result(fileId, row))));
    }

    private static TranscodeResult result(long fileId, Json row) {
        String resolution = row.text("Resolution").toUpperCase(Locale.ROOT);
        return new TranscodeResult(
                fileId,
                "",
                resolution,
                row.numberOrZero("Id"),
                (int) row.number("Status"),
                row.listOrEmpty("Files", file -> file(fileId, resolution, file)),
                PlatformTime.parse(row.textOrEmpty("UpdateAt")));
    }

    private static TranscodeFile file(long fileId, String resolution, Json row) {
        return new TranscodeFile(
                fileId, "", resolution, row.text("FileName"), row.textOrEmpty("FileSize"), row.textOrEmpty("Url"));
    }

    /**
     * Deletes a video from the space.
     *
     * @param products whether its products are deleted too
     */
    public static ApiCall<Void> delete(long fileId, boolean products) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_DELETE,
                        Map.of("fileId", fileId, "businessType", 2, "trashed", products ? 2 : 1),
                        data -> null));
    }

    /** Queries the URL of the original. */
    public static ApiCall<ProductUrl> original(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(Api.TRANSCODE_FILE_DOWNLOAD, Map.of("fileId", fileId), TranscodeCalls::productUrl));
    }

    /** Queries the URL of the playlist of one resolution. */
    public static ApiCall<ProductUrl> playlist(long fileId, String resolution) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_SEGMENT_DOWNLOAD,
                        Map.of("fileId", fileId, "resolution", resolution, "type", 1),
                        TranscodeCalls::productUrl));
    }

    /**
     * Queries the URL of one segment.
     *
     * @param segmentName without its extension, such as {@code 001}
     */
    public static ApiCall<ProductUrl> segment(long fileId, String resolution, String segmentName) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_SEGMENT_DOWNLOAD,
                        Map.of("fileId", fileId, "resolution", resolution, "type", 2, "tsName", segmentName),
                        TranscodeCalls::productUrl));
    }

    /**
     * Queries whether the archive of the original's products is complete, and its URL.
     *
     * @param zipName the name of the archive
     */
    public static ApiCall<ProductArchive> archive(long fileId, String zipName) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.TRANSCODE_DOWNLOAD_ALL,
                        Map.of("fileId", fileId, "zipName", zipName),
                        data -> new ProductArchive(data.flag("isDownloading"), productUrl(data))));
    }

    private static ProductUrl productUrl(Json data) {
        return new ProductUrl(data.textOrEmpty("downloadUrl"), data.flag("isFull"));
    }

    private static List<String> split(String commaList) {
        return Arrays.stream(commaList.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
    }
}
