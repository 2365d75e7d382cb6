package io.github.camelpan123.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The calls of the open platform that this component makes.
 *
 * <p>The first seventeen have a documented limit (platform/notice.md, "Limits"); the short names of all of them are
 * those of the option {@code rateLimits}. Methods and paths are those of {@code platform/calls.md}.
 */
public enum Api {
    ACCESS_TOKEN("accessToken", Method.POST, "/api/v1/access_token"),
    USER_INFO("userInfo", Method.GET, "/api/v1/user/info"),
    FILE_MOVE("fileMove", Method.POST, "/api/v1/file/move"),
    FILE_DELETE("fileDelete", Method.POST, "/api/v1/file/delete"),
    FILE_LIST_V1("fileListV1", Method.GET, "/api/v1/file/list"),
    FILE_LIST_V2("fileListV2", Method.GET, "/api/v2/file/list"),
    MKDIR("mkdir", Method.POST, "/upload/v1/file/mkdir"),
    TRANSCODE_FOLDER_INFO("transcodeFolderInfo", Method.POST, "/api/v1/transcode/folder/info"),
    TRANSCODE_IMPORT("transcodeImport", Method.POST, "/api/v1/transcode/upload/from_cloud_disk"),
    TRANSCODE_DELETE("transcodeDelete", Method.POST, "/api/v1/transcode/delete"),
    TRANSCODE_RESOLUTIONS("transcodeResolutions", Method.POST, "/api/v1/transcode/video/resolutions"),
    TRANSCODE_VIDEO("transcodeVideo", Method.POST, "/api/v1/transcode/video"),
    TRANSCODE_RECORD("transcodeRecord", Method.POST, "/api/v1/transcode/video/record"),
    TRANSCODE_RESULT("transcodeResult", Method.POST, "/api/v1/transcode/video/result"),
    TRANSCODE_FILE_DOWNLOAD("transcodeFileDownload", Method.POST, "/api/v1/transcode/file/download"),
    TRANSCODE_SEGMENT_DOWNLOAD("transcodeSegmentDownload", Method.POST, "/api/v1/transcode/m3u8_ts/download"),
    TRANSCODE_DOWNLOAD_ALL("transcodeDownloadAll", Method.POST, "/api/v1/transcode/file/download/all"),

    UPLOAD_CREATE("uploadCreate", Method.POST, "/upload/v2/file/create"),
    UPLOAD_COMPLETE("uploadComplete", Method.POST, "/upload/v2/file/upload_complete"),
    UPLOAD_DOMAIN("uploadDomain", Method.GET, "/upload/v2/file/domain"),
    /** Sent to an upload server. Limited by the number of concurrent requests, not by a rate. */
    UPLOAD_SLICE("uploadSlice", Method.POST, "/upload/v2/file/slice"),
    /** Sent to an upload server. Limited by the number of concurrent requests, not by a rate. */
    UPLOAD_SINGLE("uploadSingle", Method.POST, "/upload/v2/file/single/create"),
    FILE_DETAIL("fileDetail", Method.GET, "/api/v1/file/detail"),
    FILE_INFOS("fileInfos", Method.POST, "/api/v1/file/infos"),
    DOWNLOAD_INFO("downloadInfo", Method.GET, "/api/v1/file/download_info"),
    FILE_TRASH("fileTrash", Method.POST, "/api/v1/file/trash"),
    FILE_RECOVER("fileRecover", Method.POST, "/api/v1/file/recover"),
    FILE_RECOVER_BY_PATH("fileRecoverByPath", Method.POST, "/api/v1/file/recover/by_path"),
    FILE_NAME("fileName", Method.PUT, "/api/v1/file/name"),
    FILE_RENAME("fileRename", Method.POST, "/api/v1/file/rename"),
    FILE_COPY("fileCopy", Method.POST, "/api/v1/file/copy"),
    FILE_ASYNC_COPY("fileAsyncCopy", Method.POST, "/api/v1/file/async/copy"),
    FILE_ASYNC_COPY_PROCESS("fileAsyncCopyProcess", Method.GET, "/api/v1/file/async/copy/process"),
    SHARE_CREATE("shareCreate", Method.POST, "/api/v1/share/create"),
    SHARE_LIST("shareList", Method.GET, "/api/v1/share/list"),
    OFFLINE_DOWNLOAD("offlineDownload", Method.POST, "/api/v1/offline/download"),
    OFFLINE_DOWNLOAD_PROCESS("offlineDownloadProcess", Method.GET, "/api/v1/offline/download/process"),
    DIRECT_LINK_ENABLE("directLinkEnable", Method.POST, "/api/v1/direct-link/enable"),
    DIRECT_LINK_DISABLE("directLinkDisable", Method.POST, "/api/v1/direct-link/disable"),
    DIRECT_LINK_URL("directLinkUrl", Method.GET, "/api/v1/direct-link/url");

    /** The HTTP methods that the platform uses. */
    public enum Method {
        GET,
        POST,
        PUT
    }

    private final String shortName;
    private final Method method;
    private final String path;

    Api(String shortName, Method method, String path) {
        this.shortName = shortName;
        this.method = method;
        this.path = path;
    }

    /** Returns the name of this call in the option {@code rateLimits}, for example {@code fileMove}. */
    public String shortName() {
        return shortName;
    }

    /** Returns the HTTP method of this call. */
    public Method method() {
        return method;
    }

    /** Returns the path below the base URL or upload server, with a leading slash. */
    public String path() {
        return path;
    }

    /**
     * Finds a call by its short name or path.
     *
     * @param name a short name in any letter case, also in the dashed form of properties files, or a path with or
     *     without a leading slash; not null
     * @return the call; empty if there is none of that name
     */
    public static Optional<Api> find(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        String withoutDashes = wanted.replace("-", "");
        return Arrays.stream(values())
                .filter(api -> api.shortName.toLowerCase(Locale.ROOT).equals(withoutDashes)
                        || api.path.equals(wanted)
                        || api.path.substring(1).equals(wanted))
                .findFirst();
    }
}
