package io.github.camelpan123.simulator.protocol;

import java.time.Duration;
import java.util.Set;

/**
 * All undocumented behaviour of the simulator in one place (platform/calls.md lists the gaps). A test that relies on it
 * relies on this simulator, not on the platform.
 *
 * <p>Invented behaviour without a constant of its own:
 * <ul>
 *   <li>codes are 1 for bad parameters, over-long batches, unknown parents, name clashes and failed uploads;
 *   <li>a call that the limit refused does not count in the window;
 *   <li>the limit of access_token is counted per client ID, known clients only;
 *   <li>an empty file is always known, so its creation is an instant upload;
 *   <li>an overwritten entry is deleted at once and does not go to the recycle bin, unless it is configured to;
 *   <li>a file and a folder may have the same name; two files, or two folders, may not;
 *   <li>deleting an entry outside the recycle bin answers success and has no effect, and so does trashing an entry
 *       in it;
 *   <li>{@code infos} omits unknown IDs; {@code trash}, {@code move} and similar calls refuse them;
 *   <li>a fuzzy search finds names that contain every blank-separated word in any letter case;
 *   <li>listing a folder that does not exist is refused, and a list without {@code businessType} does not find the
 *       transcode space;
 *   <li>videos in the transcode space may have the same name; a repeated import creates another video;
 *   <li>a resolution that is running or done cannot be started again, but a failed one can;
 *   <li>{@code Files} is empty until a job has status 255;
 *   <li>all slices but the last must have {@code sliceSize} bytes, and extra slices are refused;
 *   <li>a repeated slice replaces the first one only when it is complete and correct;
 *   <li>each completion call of a finished upload answers the same ID;
 *   <li>the copies of an asynchronous copy appear one after the other, each folder with all its content; the task
 *       fails if any of them could not be made, and the others remain; what it copies is what is there when its turn
 *       comes;
 *   <li>an offline download is tried once, so that status 3 (retrying) does not occur, and its progress is 0 or
 *       100;
 *   <li>a copy or a restored entry whose name is taken gets a number; a move to a taken name is refused;
 *   <li>the old list with {@code trashed=true} lists the whole recycle bin for any folder;
 *   <li>a presigned URL refuses a token, as such storage does, and the header {@code Platform}; other URLs of the
 *       storage host ignore both;
 *   <li>the path of an upload with {@code containDir} is created together with the upload, not at its end; a
 *       refused upload creates no folder;
 *   <li>a wrong method of a known path is answered like an unknown path;
 *   <li>strict mode refuses a query string beside a JSON body or a multipart form, and at the start of a transcode
 *       a codec or length other than that of {@code video/resolutions};
 *   <li>a negative {@code lastFileId} or {@code lastShareId} starts at the beginning;
 *   <li>{@code trafficSwitch} and {@code trafficLimitSwitch} of a share are 1 by default;
 *   <li>the content of a folder goes to the recycle bin with it and is marked, unless it is configured not to;
 *   <li>a folder is restored from the recycle bin with all its content, including content that was trashed before it,
 *       unless it is configured not to; such content stays in the bin if the folder is deleted;
 *   <li>lists have ascending IDs, unless they are configured not to;
 *   <li>if only the original of a video was deleted, the original answers 5066 and the products remain;
 *   <li>an archive has one folder per resolution;
 *   <li>{@code video/transcode/list}, which is documented for tokens of OAuth alone, accepts any token; its status
 *       is 1 while nothing was started or has ended, and 254 when a part is done and the rest is running or has failed;
 *   <li>{@code infos} returns entries of the transcode space, unless it is configured not to;
 *   <li>{@code isMultipart} is false for an upload of one slice;
 *   <li>the paths of URLs on the storage host, including direct links, begin with their kind, and the
 *       {@code auth_key} of a direct link is not checked;
 *   <li>a write ban refuses every call that changes the account, but not slices and the completion of started
 *       uploads;
 *   <li>faults occur before the checks of platform header, token and limit;
 *   <li>a create call that reports success without being executed reports an instant upload; a bug of this
 *       simulator is answered with code 1.
 * </ul>
 */
public final class Invented {
    /** The fraction of a job's time in status 1, before status 2. */
    public static final double PREPARING_SHARE = 0.2;
    /** The fraction of an asynchronous copy's time in status 0, before status 1. */
    public static final double COPY_WAITING_SHARE = 0.2;
    /**
     * Status of a planned failure without a status of its own; 3 to 254 all mean failed (platform/calls.md, "Values").
     */
    public static final int TRANSCODE_FAILED = 3;
    /** Lifetime of an upload session. */
    public static final Duration SESSION_LIFE = Duration.ofHours(24);
    /** Lifetime of a download, playlist or presigned URL. */
    public static final Duration URL_LIFE = Duration.ofMinutes(30);
    /** Codec of a video whose content does not contain it. */
    public static final String CODEC = "H.264";
    /** Length in seconds of a video whose content does not contain it: that of the canned clips. */
    public static final int VIDEO_SECONDS = 4;
    /** Status of a file in lists; samples show 2. */
    public static final int FILE_STATUS = 2;
    /** Space of the account in bytes. */
    public static final long SPACE = 2L << 40;
    /** Maximum bytes of a JSON body that are read. */
    public static final int BODY_LIMIT = 4 << 20;
    /** Maximum bytes of a text part in a multipart form. */
    public static final int TEXT_PART_LIMIT = 64 << 10;

    /** The header Platform is missing or wrong. */
    public static final String BAD_PLATFORM_TEXT = "请求头Platform缺失或错误";
    /** Wrong client ID or secret. */
    public static final String BAD_CLIENT_TEXT = "clientID或clientSecret错误";
    /** A parameter has the wrong name, type or value; the details follow. */
    public static final String BAD_PARAMETER_TEXT = "参数错误: ";
    /** The target folder is unknown or in the recycle bin. */
    public static final String NO_PARENT_TEXT = "父目录不存在";
    /** The name breaks the rules; only the rule itself is documented. */
    public static final String BAD_NAME_TEXT = "文件名要小于256个字符且不能包含以下任何字符：\"\\/:*?|><";
    /** A file of this name exists; only similar words are known. */
    public static final String FILE_EXISTS_TEXT = "该目录下文件名重复,已存在同名文件";
    /** Too many entries in one call. */
    public static final String BATCH_TOO_LONG_TEXT = "参数错误: 单次数量超过上限";
    /** File over the size limit. */
    public static final String FILE_TOO_LARGE_TEXT = "文件大小超过上限";
    /** Unknown or expired upload session. */
    public static final String NO_SESSION_TEXT = "preuploadID不存在或已过期";
    /** The slice does not have the announced MD5. */
    public static final String SLICE_MD5_TEXT = "分片MD5校验失败";
    /** The slice has the wrong length or number. */
    public static final String SLICE_SIZE_TEXT = "分片大小或序号错误";
    /** Slices are missing at the end of an upload. */
    public static final String SLICES_MISSING_TEXT = "分片缺失,请重新上传";
    /** A folder cannot be moved into itself. */
    public static final String INTO_ITSELF_TEXT = "不能移动到自身或其子目录";
    /** Not a video. */
    public static final String NOT_A_VIDEO_TEXT = "该文件不是视频文件";
    /** The resolution is not available. */
    public static final String BAD_RESOLUTION_TEXT = "不支持的分辨率";
    /** The resolution is already running or done. */
    public static final String RESOLUTION_DONE_TEXT = "该分辨率正在转码或已转码";
    /** The resolutions were not requested, or are not known yet. */
    public static final String RESOLUTIONS_UNKNOWN_TEXT = "分辨率获取中,请稍后再试";
    /** The product does not exist. */
    public static final String NO_PRODUCT_TEXT = "转码文件不存在";
    /** Writes of the account are temporarily banned; only similar words are known. */
    public static final String WRITE_BAN_TEXT = "操作过于频繁,账号写入已被临时禁止";
    /** Unknown share. */
    public static final String NO_SHARE_TEXT = "分享不存在";
    /** No folder above the file is enabled for direct links. */
    public static final String NO_DIRECT_LINK_TEXT = "该文件所在目录未启用直链空间";
    /** Body of an answer to an unknown path; the gateway product of the platform answers like this by default. */
    public static final String NO_ROUTE = "{\"message\":\"no Route matched with those values\"}";
    /** The answer of a fault that begins like JSON but is not valid. */
    public static final String GARBAGE = "{\"code\":0,\"message\":\"ok\",\"data\":{{]";
    /** Storage host: the URL is forged or has expired. */
    public static final String LINK_DENIED = "Forbidden";
    /** Storage host: the path does not exist. */
    public static final String NOTHING_THERE = "Not Found";
    /**
     * Storage host: the content was dropped because this simulator is configured so; the platform has no such answer.
     */
    public static final String CONTENT_DROPPED = "this simulator was told not to keep contents";
    /** The account's nickname. */
    public static final String NICKNAME = "simulator";
    /** The account's phone number, masked as in the sample. */
    public static final String PASSPORT = "138****0000";
    /** Remaining direct-link traffic of a VIP in bytes. */
    public static final long DIRECT_TRAFFIC = 10L << 30;
    /** Remaining HTTPS requests of a VIP. */
    public static final int HTTPS_COUNT = 100;
    /** The storage of products, in the format of platform/calls.md, "Transcodes of a drive file". */
    public static final String PRODUCT_STORAGE = "m1_123-hls-1";
    /** The past and the remaining time of VIP and developer status. */
    public static final Duration STATUS_SPAN = Duration.ofDays(365);
    /** Name of an offline download whose URL has none. */
    public static final String OFFLINE_NAME = "download";
    /** An offline download failed; only the field is documented. */
    public static final String OFFLINE_FAILED_TEXT = "下载失败";
    /** Message of a fault whose code has no usual message. */
    public static final String INTERNAL_TEXT = "内部错误";
    /** Storage error: the URL is expired, forged or for another purpose. */
    public static final String PUT_DENIED = "AccessDenied";
    /** Storage error: a presigned URL accepts only PUT. */
    public static final String PUT_METHOD = "MethodNotAllowed";
    /** Storage error: a presigned URL together with a token. */
    public static final String PUT_TWO_PERMITS = "InvalidRequest: only one auth mechanism allowed";
    /** Storage error: a presigned URL together with the header Platform. */
    public static final String PUT_UNSIGNED_HEADER = "InvalidRequest: Platform is not a signed header";
    /** Storage error: a body without a length. */
    public static final String PUT_NO_LENGTH = "MissingContentLength";
    /** Storage error: the slice has the wrong length or number, or its upload has ended. */
    public static final String PUT_WRONG_SLICE = "EntityTooSmall";
    /** The last part of every x-traceID, in the format of samples. */
    public static final String POD = "_kong-db-5898fdd8c6-simul";

    /**
     * The ID in the success answer to a call that was not executed. No file ever has it, because the sequence starts
     * far above.
     */
    public static final long LOST_ID = 11_522_653L;
    /** The key in the success answer to a share call that was not executed. */
    public static final String LOST_SHARE_KEY = "PvitVv-nPeLH";
    /** The extensions of videos (category 2); only the category is documented. */
    public static final Set<String> VIDEO_EXTENSIONS =
            Set.of("mp4", "mkv", "avi", "mov", "wmv", "flv", "m4v", "ts", "webm", "rmvb", "rm", "mpg", "mpeg", "3gp");
    /** The extensions of audio files (category 1). */
    public static final Set<String> AUDIO_EXTENSIONS = Set.of("mp3", "flac", "wav", "aac", "ogg", "m4a", "wma", "ape");
    /** The extensions of images (category 3). */
    public static final Set<String> IMAGE_EXTENSIONS =
            Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "svg", "tif", "tiff");
    /** The extensions of archives (category 10, seen in a sample). */
    public static final Set<String> ARCHIVE_EXTENSIONS = Set.of("zip", "rar", "7z", "tar", "gz");

    private Invented() {}

    /**
     * Returns the body of the answer of a failing gateway. Only its type HTML is known.
     *
     * @param status the HTTP status
     * @return an HTML page
     */
    public static String gatewayPage(int status) {
        return "<html>\r\n<head><title>" + status + "</title></head>\r\n<body>\r\n<center><h1>" + status
                + "</h1></center>\r\n<hr><center>openresty</center>\r\n</body>\r\n</html>\r\n";
    }

    /**
     * Returns the name of a further file if its name is taken.
     *
     * @param name the requested name
     * @param number 1 for the first copy, then 2, and so on
     * @return {@code name(1).ext}
     */
    public static String copyName(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + "(" + number + ")" + name.substring(dot) : name + "(" + number + ")";
    }
}
