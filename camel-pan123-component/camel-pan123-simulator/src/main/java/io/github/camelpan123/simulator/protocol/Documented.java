package io.github.camelpan123.simulator.protocol;

import java.time.Duration;

/** Numbers and texts that a source documents or that were observed on the live platform. Each states its source. */
public final class Documented {
    /** Success (platform/notice.md, "Codes"). */
    public static final int OK = 0;
    /** Generic failure; the message has the details (platform/calls.md, "Codes"). */
    public static final int FAILED = 1;
    /** The access token is not valid (platform/notice.md, "Codes"). */
    public static final int BAD_TOKEN = 401;
    /** Too many calls (platform/notice.md, "Codes"). */
    public static final int TOO_FREQUENT = 429;
    /** No such file (platform/calls.md, "Codes"). */
    public static final int NO_SUCH_FILE = 5066;
    /** The account's own download traffic is exhausted (platform/calls.md, "Codes"). */
    public static final int TRAFFIC_USED_UP = 5113;
    /** The upload is still being verified (platform/calls.md, "Codes"). */
    public static final int STILL_VERIFYING = 20103;

    /** Message of success (platform/calls.md, "Envelope"). */
    public static final String OK_TEXT = "ok";
    /** Unknown or expired token (platform/calls.md, "Codes"). */
    public static final String BAD_TOKEN_TEXT = "access_token无效";
    /** A token that newer ones evicted (platform/calls.md, "Token"). */
    public static final String EVICTED_TEXT = "tokens number has exceeded the limit";
    /** Over the limit (platform/calls.md, "Codes"). */
    public static final String TOO_FREQUENT_TEXT = "请求太频繁";
    /** Folder name taken (platform/calls.md, "Create a folder"). */
    public static final String FOLDER_EXISTS_TEXT = "该目录下已经有同名文件夹,无法进行创建";
    /** Unknown file (platform/calls.md, "Codes"). */
    public static final String NO_SUCH_FILE_TEXT = "文件不存在，检查传入fileId是否正确";
    /** Short form used in the lists of failed renames (platform/calls.md, "Rename several"). */
    public static final String NO_SUCH_FILE_SHORT_TEXT = "文件不存在";
    /** Traffic exhausted (platform/calls.md, "Codes"). */
    public static final String TRAFFIC_USED_UP_TEXT = "您今日自用下载流量已超出1GB上限，升级VIP会员可无限流量下载";
    /** Still verifying (platform/calls.md, "Complete an upload"). */
    public static final String STILL_VERIFYING_TEXT = "文件正在校验中,请间隔1秒后再试";
    /** The content does not match the announced MD5 (platform/calls.md, "Complete an upload"). */
    public static final String UPLOAD_FAILED_TEXT = "文件上传失败";
    /** Accepted by the instant-upload queue without an ID (platform/calls.md, "Single-step upload"). */
    public static final String QUEUED_TEXT = "该任务已成功进入秒传队列,任务队列削峰中,未直接获取到文件ID,请慢一点";
    /** Answer of an import into the transcode space (platform/calls.md, "Import"). */
    public static final String IMPORTED_TEXT = "上传成功";
    /** Second half of the answer that starts a transcode (platform/calls.md, "Start a transcode"). */
    public static final String TRANSCODE_STARTED_TEXT = "已成功开始转码，请在转码结果中查询";
    /** Answer of transcode/delete (platform/calls.md, "Delete a transcode"). */
    public static final String TRANSCODE_DELETED_TEXT = "删除文件成功";

    /**
     * The target folder of offline downloads; users cannot create a folder of this name (platform/calls.md, "Offline
     * download").
     */
    public static final String OFFLINE_FOLDER = "来自:离线下载";
    /** The folder of the transcode space (platform/calls.md, "List the transcode space"). */
    public static final String TRANSCODE_FOLDER = "transcode";
    /** The {@code expiration} of a share without expiry (platform/calls.md, "Times"). */
    public static final String FOREVER = "2099-12-31 08:00:00";

    /** Value of the header {@code Platform} (platform/notice.md, "Requests"). */
    public static final String PLATFORM = "open_platform";
    /** Valid tokens per client (platform/notice.md, "Tokens"). */
    public static final int LIVE_TOKENS = 3;
    /** Lifetime of a token (platform/notice.md, "Tokens"). */
    public static final Duration TOKEN_LIFE = Duration.ofDays(30);
    /** Maximum page size of any list (platform/calls.md, "Names and sizes"). */
    public static final int PAGE_LIMIT = 100;
    /**
     * Maximum IDs in one batch of trash, delete, recover, move, import and share (platform/calls.md, "Names and
     * sizes").
     */
    public static final int BATCH_LIMIT = 100;
    /** Maximum entries of one batch rename (platform/calls.md, "Names and sizes"). */
    public static final int RENAME_LIMIT = 30;
    /** Maximum IDs in one asynchronous copy (platform/calls.md, "Names and sizes"). */
    public static final int COPY_LIMIT = 3000;
    /** Maximum size of a sliced upload in bytes (10 GB, read as 10 x 2^30; platform/calls.md, "Names and sizes"). */
    public static final long FILE_LIMIT = 10L << 30;
    /** Maximum size of a single-step upload in bytes (1 GB, read as 2^30; platform/calls.md, "Names and sizes"). */
    public static final long SINGLE_LIMIT = 1L << 30;
    /** Slice size of the drive in bytes (platform/calls.md, "Names and sizes"). */
    public static final int SLICE_SIZE = 16 << 20;
    /**
     * Maximum length of a file name in characters that the simulator accepts (platform/calls.md, "Names and sizes").
     */
    public static final int NAME_LIMIT = 255;
    /** Characters that are forbidden in names (platform/calls.md, "Names and sizes"). */
    public static final String FORBIDDEN_CHARACTERS = "\"\\/:*?|><";
    /** MD5 of an empty content. */
    public static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    /** Category of a video (platform/calls.md, "Values"). */
    public static final int VIDEO = 2;
    /**
     * The value of {@code businessType} that means the transcode space (platform/calls.md, "List the transcode space").
     */
    public static final int TRANSCODE_SPACE = 2;

    private Documented() {}
}
