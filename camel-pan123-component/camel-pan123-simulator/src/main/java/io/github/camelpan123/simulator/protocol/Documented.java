package io.github.camelpan123.simulator.protocol;

import java.time.Duration;

/** Numbers and texts that a source states or that somebody saw on the live platform; the section of the API reference stands beside each. */
public final class Documented {
    /** Success, notice part 6. */
    public static final int OK = 0;
    /** Generic failure; the message tells which, section 2.5. */
    public static final int FAILED = 1;
    /** The access token is not valid, notice part 6. */
    public static final int BAD_TOKEN = 401;
    /** Too many calls, notice part 6. */
    public static final int TOO_FREQUENT = 429;
    /** No such file, section 2.5. */
    public static final int NO_SUCH_FILE = 5066;
    /** The account's own download traffic is used up, section 2.5. */
    public static final int TRAFFIC_USED_UP = 5113;
    /** The upload is still being verified, section 2.5. */
    public static final int STILL_VERIFYING = 20103;

    /** Message of success, section 2.3. */
    public static final String OK_TEXT = "ok";
    /** Unknown or expired token, section 2.5. */
    public static final String BAD_TOKEN_TEXT = "access_token无效";
    /** A token pushed out by newer ones, section 3.1. */
    public static final String EVICTED_TEXT = "tokens number has exceeded the limit";
    /** Over the limit, section 2.5. */
    public static final String TOO_FREQUENT_TEXT = "请求太频繁";
    /** Folder name taken, section 9.1. */
    public static final String FOLDER_EXISTS_TEXT = "该目录下已经有同名文件夹,无法进行创建";
    /** Unknown file, section 2.5. */
    public static final String NO_SUCH_FILE_TEXT = "文件不存在，检查传入fileId是否正确";
    /** Short form used in the lists of failed renames, section 9.8. */
    public static final String NO_SUCH_FILE_SHORT_TEXT = "文件不存在";
    /** Traffic used up, section 2.5. */
    public static final String TRAFFIC_USED_UP_TEXT = "您今日自用下载流量已超出1GB上限，升级VIP会员可无限流量下载";
    /** Still verifying, section 7.3. */
    public static final String STILL_VERIFYING_TEXT = "文件正在校验中,请间隔1秒后再试";
    /** The content does not have the announced MD5, section 7.3. */
    public static final String UPLOAD_FAILED_TEXT = "文件上传失败";
    /** Accepted by the instant-upload queue without an id, section 7.5. */
    public static final String QUEUED_TEXT = "该任务已成功进入秒传队列,任务队列削峰中,未直接获取到文件ID,请慢一点";
    /** Answer of an import into the transcode space, section 10.4. */
    public static final String IMPORTED_TEXT = "上传成功";
    /** Second half of the answer that starts a transcode, section 10.7. */
    public static final String TRANSCODE_STARTED_TEXT = "已成功开始转码，请在转码结果中查询";
    /** Answer of transcode/delete, section 10.10. */
    public static final String TRANSCODE_DELETED_TEXT = "删除文件成功";

    /** Where offline downloads go; people could not make a folder of this name. Section 12.1. */
    public static final String OFFLINE_FOLDER = "来自:离线下载";
    /** The folder of the transcode space, section 10.5. */
    public static final String TRANSCODE_FOLDER = "transcode";
    /** The {@code expiration} of a share that does not end, section 2.8. */
    public static final String FOREVER = "2099-12-31 08:00:00";

    /** Value of the header {@code Platform}, notice part 2. */
    public static final String PLATFORM = "open_platform";
    /** Live tokens per client, notice part 1. */
    public static final int LIVE_TOKENS = 3;
    /** Life of a token, notice part 1. */
    public static final Duration TOKEN_LIFE = Duration.ofDays(30);
    /** Longest page of any list, section 2.9. */
    public static final int PAGE_LIMIT = 100;
    /** Ids in one batch of trash, delete, recover, move, import and share, section 2.9. */
    public static final int BATCH_LIMIT = 100;
    /** Entries of one batch rename, section 2.9. */
    public static final int RENAME_LIMIT = 30;
    /** Ids in one asynchronous copy, section 2.9. */
    public static final int COPY_LIMIT = 3000;
    /** Largest file of a sliced upload in bytes (10 GB, read as 10 x 2^30), section 2.9. */
    public static final long FILE_LIMIT = 10L << 30;
    /** Largest file of a single-step upload in bytes (1 GB, read as 2^30), section 2.9. */
    public static final long SINGLE_LIMIT = 1L << 30;
    /** Slice size of the drive in bytes, section 2.9. */
    public static final int SLICE_SIZE = 16 << 20;
    /** Longest file name in characters that the simulator takes, section 17 row 9. */
    public static final int NAME_LIMIT = 255;
    /** Characters that no name may hold, section 2.9. */
    public static final String FORBIDDEN_CHARACTERS = "\"\\/:*?|><";
    /** MD5 of no bytes at all. */
    public static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    /** Category of a video, section 2.11. */
    public static final int VIDEO = 2;
    /** The value of {@code businessType} that means the transcode space, section 10.5. */
    public static final int TRANSCODE_SPACE = 2;

    private Documented() {}
}
