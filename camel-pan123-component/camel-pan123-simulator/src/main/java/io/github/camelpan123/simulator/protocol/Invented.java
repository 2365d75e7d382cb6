package io.github.camelpan123.simulator.protocol;

import java.time.Duration;
import java.util.Set;

/**
 * Everything that no source documents, in one place (platform/calls.md names the gaps). A test that relies on one of these
 * relies on this simulator, not on the platform.
 *
 * <p>Invented behaviour without a constant of its own:
 * <ul>
 *   <li>codes are 1 for bad parameters, over-long batches, unknown parents, name clashes and failed uploads;
 *   <li>a call that the limit refused does not fill the window;
 *   <li>the limit of access_token is counted per client id, known clients only;
 *   <li>an empty file is always known, so creating one is an instant upload;
 *   <li>an overwritten entry vanishes at once, without a stay in the recycle bin;
 *   <li>a file and a folder may have the same name; two files, or two folders, may not;
 *   <li>deleting what is not in the recycle bin answers success and does nothing; so does trashing what is there already;
 *   <li>unknown ids are left out of {@code infos} and refused by {@code trash}, {@code move} and their like;
 *   <li>a fuzzy search finds names that hold every blank-separated word, whatever the letter case;
 *   <li>listing a folder that does not exist is refused, and a list without {@code businessType} does not know the transcode space;
 *   <li>videos in the transcode space may share a name; importing one again makes another;
 *   <li>a resolution that runs or is done cannot be started again, a failed one can;
 *   <li>{@code Files} is empty until a job has status 255;
 *   <li>slices may not differ from {@code sliceSize}, but for the last, and extra ones are refused;
 *   <li>a slice that comes again takes the place of the first one only when it has come whole and right;
 *   <li>the finished upload answers the same id however often it is asked;
 *   <li>an asynchronous copy is made at once, and the first question about it is told that it still runs; it has failed if any part
 *       of it could not be copied, and the other parts stay;
 *   <li>an offline download is tried once, so that status 3 (retrying) does not come, and its progress is 0 or 100;
 *   <li>a copy or a recovered entry whose name is taken gets a number; a move to a taken name is refused;
 *   <li>the old list with {@code trashed=true} shows the whole bin, whatever the folder;
 *   <li>a presigned address refuses a token, as storage of that kind does;
 *   <li>the path of an upload with {@code containDir} is made when the upload is created, not when it ends; an upload that is refused
 *       makes none of it;
 *   <li>a wrong method at a path that is served is answered like a path that is not;
 *   <li>strict mode refuses a query string beside a JSON body or a multipart form, and a codec or length other than
 *       {@code video/resolutions} told when a transcode is started;
 *   <li>a negative {@code lastFileId} or {@code lastShareId} starts at the beginning;
 *   <li>{@code trafficSwitch} and {@code trafficLimitSwitch} of a share are 1 when they are not given;
 *   <li>a folder comes out of the recycle bin with everything in it, also with what had been put there before it;
 *   <li>of a video whose original was deleted alone, the original answers 5066 and the products stay;
 *   <li>an archive has one folder per resolution;
 *   <li>{@code video/transcode/list}, which is documented for tokens of OAuth alone, takes any token; its status is 1 while nothing was
 *       started or has ended, and 254 when a part is done and the rest is not, whether it runs or has failed;
 *   <li>{@code infos} knows the entries of the transcode space, unless it was told not to;
 *   <li>{@code isMultipart} is false for an upload of one slice;
 *   <li>the paths of addresses on the storage host, of direct links too, begin with what kind they are, and the {@code auth_key} of a
 *       direct link is not checked;
 *   <li>a write ban refuses every call that changes the account, but not slices and the end of uploads that were begun;
 *   <li>faults strike before platform header, token and limit are looked at;
 *   <li>a create that gets lost says that the upload was instant; a bug of this simulator is answered with code 1.
 * </ul>
 */
public final class Invented {
    /** Share of a job's time that it spends in status 1; then comes status 2. */
    public static final double PREPARING_SHARE = 0.2;
    /** Status of a job that was made to fail without a number of its own; 3 to 254 all mean failed (platform/calls.md, "Values"). */
    public static final int TRANSCODE_FAILED = 3;
    /** Life of an upload session. */
    public static final Duration SESSION_LIFE = Duration.ofHours(24);
    /** Life of a download, playlist or presigned address. */
    public static final Duration URL_LIFE = Duration.ofMinutes(30);
    /** Codec of a video whose content tells nothing. */
    public static final String CODEC = "H.264";
    /** Length in seconds of a video whose content tells nothing: that of the canned clips. */
    public static final int VIDEO_SECONDS = 4;
    /** Status of a file in lists; samples show 2. */
    public static final int FILE_STATUS = 2;
    /** Space of the account in bytes. */
    public static final long SPACE = 2L << 40;
    /** Most bytes of a JSON body that are read. */
    public static final int BODY_LIMIT = 4 << 20;
    /** Most bytes of a text part in a multipart form. */
    public static final int TEXT_PART_LIMIT = 64 << 10;

    /** The header Platform is missing or wrong. */
    public static final String BAD_PLATFORM_TEXT = "请求头Platform缺失或错误";
    /** Wrong client id or secret. */
    public static final String BAD_CLIENT_TEXT = "clientID或clientSecret错误";
    /** A parameter has the wrong name, type or value; what follows says which. */
    public static final String BAD_PARAMETER_TEXT = "参数错误: ";
    /** The target folder is unknown or in the recycle bin. */
    public static final String NO_PARENT_TEXT = "父目录不存在";
    /** The name breaks the rules; only the rule itself is documented. */
    public static final String BAD_NAME_TEXT = "文件名要小于256个字符且不能包含以下任何字符：\"\\/:*?|><";
    /** A file of this name exists; only that the text holds such words is known. */
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
    /** A folder cannot go into itself. */
    public static final String INTO_ITSELF_TEXT = "不能移动到自身或其子目录";
    /** Not a video. */
    public static final String NOT_A_VIDEO_TEXT = "该文件不是视频文件";
    /** The resolution cannot be transcoded to. */
    public static final String BAD_RESOLUTION_TEXT = "不支持的分辨率";
    /** The resolution runs already or is done. */
    public static final String RESOLUTION_DONE_TEXT = "该分辨率正在转码或已转码";
    /** Resolutions were not asked for, or are not known yet. */
    public static final String RESOLUTIONS_UNKNOWN_TEXT = "分辨率获取中,请稍后再试";
    /** There is no such product. */
    public static final String NO_PRODUCT_TEXT = "转码文件不存在";
    /** The account may not write for a while; only words of this kind are known. */
    public static final String WRITE_BAN_TEXT = "操作过于频繁,账号写入已被临时禁止";
    /** Unknown share. */
    public static final String NO_SHARE_TEXT = "分享不存在";
    /** No folder above the file is enabled for direct links. */
    public static final String NO_DIRECT_LINK_TEXT = "该文件所在目录未启用直链空间";
    /** Body of an answer to a path that does not exist; the gateway's product answers like this by default. */
    public static final String NO_ROUTE = "{\"message\":\"no Route matched with those values\"}";
    /** The answer of a fault that is no JSON, although it begins like it. */
    public static final String GARBAGE = "{\"code\":0,\"message\":\"ok\",\"data\":{{]";
    /** Storage host: the address is forged or has ended. */
    public static final String LINK_DENIED = "Forbidden";
    /** Storage host: nothing is there. */
    public static final String NOTHING_THERE = "Not Found";
    /** Storage host: the content was dropped, as this simulator was told; the platform has no such answer. */
    public static final String CONTENT_DROPPED = "this simulator was told not to keep contents";
    /** The account's nickname. */
    public static final String NICKNAME = "simulator";
    /** The account's phone number, masked as in the sample. */
    public static final String PASSPORT = "138****0000";
    /** Direct-link traffic that a VIP has left, in bytes. */
    public static final long DIRECT_TRAFFIC = 10L << 30;
    /** HTTPS requests that a VIP has left. */
    public static final int HTTPS_COUNT = 100;
    /** The storage of products, of the form in platform/calls.md, "Transcodes of a drive file". */
    public static final String PRODUCT_STORAGE = "m1_123-hls-1";
    /** How long VIP and developer status have lasted, and will last. */
    public static final Duration STATUS_SPAN = Duration.ofDays(365);
    /** Name of an offline download whose address has none. */
    public static final String OFFLINE_NAME = "download";
    /** An offline download failed; only the field is documented. */
    public static final String OFFLINE_FAILED_TEXT = "下载失败";
    /** Message of a fault whose code has no usual one. */
    public static final String INTERNAL_TEXT = "内部错误";
    /** Storage error: the address is expired, forged or for something else. */
    public static final String PUT_DENIED = "AccessDenied";
    /** Storage error: a presigned address takes PUT only. */
    public static final String PUT_METHOD = "MethodNotAllowed";
    /** Storage error: a presigned address and a token at once. */
    public static final String PUT_TWO_PERMITS = "InvalidRequest: only one auth mechanism allowed";
    /** Storage error: a body without a length. */
    public static final String PUT_NO_LENGTH = "MissingContentLength";
    /** Storage error: the slice has the wrong length or number, or its upload is over. */
    public static final String PUT_WRONG_SLICE = "EntityTooSmall";
    /** Tail of every x-traceID; of the form seen in samples. */
    public static final String POD = "_kong-db-5898fdd8c6-simul";

    /** Id in the answer to a call that gets lost. No file ever has it: the sequence starts far above. */
    public static final long LOST_ID = 11_522_653L;
    /** Key of a share that gets lost. */
    public static final String LOST_SHARE_KEY = "PvitVv-nPeLH";
    /** What makes a file a video (category 2): only the category is documented. */
    public static final Set<String> VIDEO_EXTENSIONS =
            Set.of("mp4", "mkv", "avi", "mov", "wmv", "flv", "m4v", "ts", "webm", "rmvb", "rm", "mpg", "mpeg", "3gp");
    /** What makes a file an audio file (category 1). */
    public static final Set<String> AUDIO_EXTENSIONS = Set.of("mp3", "flac", "wav", "aac", "ogg", "m4a", "wma", "ape");
    /** What makes a file an image (category 3). */
    public static final Set<String> IMAGE_EXTENSIONS =
            Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "svg", "tif", "tiff");
    /** What makes a file an archive (category 10, seen in a sample). */
    public static final Set<String> ARCHIVE_EXTENSIONS = Set.of("zip", "rar", "7z", "tar", "gz");

    private Invented() {}

    /**
     * The body of an answer with an HTTP status that a gateway in trouble gives; only that it is HTML is known.
     *
     * @param status the HTTP status
     * @return a page
     */
    public static String gatewayPage(int status) {
        return "<html>\r\n<head><title>" + status + "</title></head>\r\n<body>\r\n<center><h1>" + status
                + "</h1></center>\r\n<hr><center>openresty</center>\r\n</body>\r\n</html>\r\n";
    }

    /**
     * The name of a second file beside one that has its name already.
     *
     * @param name the name asked for
     * @param number 1 for the first copy, then 2, and so on
     * @return {@code name(1).ext}
     */
    public static String copyName(String name, int number) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) + "(" + number + ")" + name.substring(dot) : name + "(" + number + ")";
    }
}
