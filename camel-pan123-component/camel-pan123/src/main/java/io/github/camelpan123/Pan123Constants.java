package io.github.camelpan123;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/**
 * The headers of the component. There are two kinds, and no header belongs to both. Input headers are set by routes and
 * read by the component: the operation, the Override headers, which replace an option for one message, and the expected
 * MD5 and length of a content. Result headers are set by the component. The ID of the file is the only result header
 * that the component reads. Headers that are not listed here are neither sent to
 * the platform nor set from its answers.
 */
public final class Pan123Constants {

    @Metadata(label = "producer", description = "Replaces the operation of the endpoint.", javaType = "String")
    public static final String OPERATION = "CamelPan123Operation";

    @Metadata(
            label = "producer",
            description = "Replaces the option fileId for one operation. The id of the file.",
            javaType = "Long")
    public static final String OVERRIDE_FILE_ID = "CamelPan123OverrideFileId";

    @Metadata(
            label = "producer",
            description = "Replaces the option fileIds for one operation. The ids of several files, as a collection or"
                    + " as comma-separated text.",
            javaType = "java.util.Collection<Long>")
    public static final String OVERRIDE_FILE_IDS = "CamelPan123OverrideFileIds";

    @Metadata(
            label = "producer",
            description = "Replaces the option path for one operation. The path of the file or folder on the drive,"
                    + " such as /films/a.mp4.",
            javaType = "String")
    public static final String OVERRIDE_PATH = "CamelPan123OverridePath";

    @Metadata(
            label = "producer",
            description = "Replaces the option parentFileId for one operation. The id of the folder to write to or to"
                    + " list. 0 is the root folder.",
            javaType = "Long")
    public static final String OVERRIDE_PARENT_FILE_ID = "CamelPan123OverrideParentFileId";

    @Metadata(
            label = "producer",
            description = "Replaces the option parentPath for one operation. The path of the folder to write to or to"
                    + " list, such as /films.",
            javaType = "String")
    public static final String OVERRIDE_PARENT_PATH = "CamelPan123OverrideParentPath";

    @Metadata(
            label = "producer",
            description = "Replaces the option targetParentFileId for one operation. The id of the folder to move,"
                    + " copy or recover to. 0 is the root folder.",
            javaType = "Long")
    public static final String OVERRIDE_TARGET_PARENT_FILE_ID = "CamelPan123OverrideTargetParentFileId";

    @Metadata(
            label = "producer",
            description = "Replaces the option targetParentPath for one operation. The path of the folder to move,"
                    + " copy or recover to, such as /archive.",
            javaType = "String")
    public static final String OVERRIDE_TARGET_PARENT_PATH = "CamelPan123OverrideTargetParentPath";

    @Metadata(
            label = "producer",
            description = "Replaces the option fileName for one operation. The name of the file or folder to write."
                    + " The name may include folders for an upload, and for a download with targetDirectory. It is"
                    + " used as it is and not evaluated.",
            javaType = "String")
    public static final String OVERRIDE_FILE_NAME = "CamelPan123OverrideFileName";

    @Metadata(
            label = "producer",
            description = "Replaces the option newName for one operation. The new name of the file or folder.",
            javaType = "String")
    public static final String OVERRIDE_NEW_NAME = "CamelPan123OverrideNewName";

    @Metadata(
            label = "producer",
            description = "Replaces the option duplicate for one operation. What to do when the name of an upload is"
                    + " taken.",
            javaType = "String",
            enums = "fail,keepBoth,overwrite,skipIfSame")
    public static final String OVERRIDE_DUPLICATE = "CamelPan123OverrideDuplicate";

    @Metadata(
            label = "producer",
            description = "Replaces the option resolution for one operation. The resolution of the playlist or segment"
                    + " to download, such as 720P.",
            javaType = "String")
    public static final String OVERRIDE_RESOLUTION = "CamelPan123OverrideResolution";

    @Metadata(
            label = "producer",
            description = "Replaces the option resolutions for one operation. The resolutions to transcode to,"
                    + " comma-separated, such as 1080P,720P, or all.",
            javaType = "String")
    public static final String OVERRIDE_RESOLUTIONS = "CamelPan123OverrideResolutions";

    @Metadata(
            label = "producer",
            description = "Replaces the option artifact for one operation. What to download from the transcode space.",
            javaType = "String",
            enums = "original,m3u8,ts,all")
    public static final String OVERRIDE_ARTIFACT = "CamelPan123OverrideArtifact";

    @Metadata(
            label = "producer",
            description = "Replaces the option segmentName for one operation. The segment to download, such as 001.",
            javaType = "String")
    public static final String OVERRIDE_SEGMENT_NAME = "CamelPan123OverrideSegmentName";

    @Metadata(
            label = "producer",
            description =
                    "Replaces the option codecName for one operation. The codec of the video to transcode, such as H.264.",
            javaType = "String")
    public static final String OVERRIDE_CODEC_NAME = "CamelPan123OverrideCodecName";

    @Metadata(
            label = "producer",
            description =
                    "Replaces the option videoTime for one operation. The length in seconds of the video to transcode.",
            javaType = "Long")
    public static final String OVERRIDE_VIDEO_TIME = "CamelPan123OverrideVideoTime";

    @Metadata(
            label = "producer",
            description = "Replaces the option zipName for one operation. The name of the zip file of artifact=all.",
            javaType = "String")
    public static final String OVERRIDE_ZIP_NAME = "CamelPan123OverrideZipName";

    @Metadata(
            label = "producer",
            description = "Replaces the option shareName for one operation. The title of the share, which is visible"
                    + " to its visitors.",
            javaType = "String")
    public static final String OVERRIDE_SHARE_NAME = "CamelPan123OverrideShareName";

    @Metadata(
            label = "producer",
            description = "Replaces the option shareExpireDays for one operation. The number of days after which the"
                    + " share expires: 1, 7 or 30, or 0 for never.",
            javaType = "Integer")
    public static final String OVERRIDE_SHARE_EXPIRE_DAYS = "CamelPan123OverrideShareExpireDays";

    @Metadata(
            label = "producer",
            description = "Replaces the option sharePassword for one operation. The password that is required to open"
                    + " the share.",
            javaType = "String")
    public static final String OVERRIDE_SHARE_PASSWORD = "CamelPan123OverrideSharePassword";

    @Metadata(
            label = "producer",
            description = "Replaces the option sourceUrl for one operation. The http or https URL that the platform"
                    + " downloads.",
            javaType = "String")
    public static final String OVERRIDE_SOURCE_URL = "CamelPan123OverrideSourceUrl";

    @Metadata(
            label = "producer",
            description = "Replaces the option callbackUrl for one operation. The URL that the platform calls when an"
                    + " offline download has ended.",
            javaType = "String")
    public static final String OVERRIDE_CALLBACK_URL = "CamelPan123OverrideCallbackUrl";

    @Metadata(
            label = "producer",
            description = "The expected MD5 of the content to upload, used together with CamelFileLength. If the"
                    + " platform has a content with this MD5 and size, the file is created without reading the body."
                    + " Otherwise, the MD5 that is computed from the body is used. Removed after a successful upload.",
            javaType = "String")
    public static final String CONTENT_MD5 = "CamelPan123ContentMd5";

    @Metadata(
            description = "The id of the file that was found, created or processed. In the transcode space, it is the"
                    + " id in that space. This is the only result header that the component reads: an operation uses"
                    + " it if no Override header, option or body identifies a file.",
            javaType = "Long")
    public static final String FILE_ID = "CamelPan123FileId";

    @Metadata(
            description = "The id on the drive of a video that was imported into the transcode space, or the id of a"
                    + " file that was copied.",
            javaType = "Long")
    public static final String SOURCE_FILE_ID = "CamelPan123SourceFileId";

    @Metadata(description = "The id of the folder that contains the file. 0 is the root folder.", javaType = "Long")
    public static final String PARENT_FILE_ID = "CamelPan123ParentFileId";

    @Metadata(
            description = "The path of the file or folder on the drive, such as /films/a.mp4, if it is known.",
            javaType = "String")
    public static final String PATH = "CamelPan123Path";

    @Metadata(description = "The name of the file, without a path.", javaType = "String")
    public static final String FILE_NAME = "CamelPan123FileName";

    @Metadata(description = "The size of the file in bytes.", javaType = "Long")
    public static final String SIZE = "CamelPan123Size";

    @Metadata(
            description = "The MD5 of the file in lower-case hexadecimal. It is never read, because the content may"
                    + " have changed before an upload.",
            javaType = "String")
    public static final String ETAG = "CamelPan123Etag";

    @Metadata(
            label = "producer",
            description = "Whether an upload sent no data, because the platform already had the content or the same"
                    + " file already existed.",
            javaType = "Boolean")
    public static final String REUSE = "CamelPan123Reuse";

    @Metadata(
            label = "producer",
            description = "Whether an upload (duplicate=skipIfSame) or a download with targetDirectory"
                    + " (fileExist=skipIfSame) was skipped because the same file already existed.",
            javaType = "Boolean")
    public static final String SKIPPED = "CamelPan123Skipped";

    @Metadata(
            label = "producer",
            description = "Whether the file to delete, or at least one of several files, no longer existed.",
            javaType = "Boolean")
    public static final String ALREADY_GONE = "CamelPan123AlreadyGone";

    @Metadata(description = "The resolution, such as 720P.", javaType = "String")
    public static final String RESOLUTION = "CamelPan123Resolution";

    @Metadata(
            label = "producer",
            description = "The resolutions that can be started or were started, comma-separated.",
            javaType = "String")
    public static final String RESOLUTIONS = "CamelPan123Resolutions";

    @Metadata(label = "producer", description = "The segment that was downloaded, such as 001.", javaType = "String")
    public static final String SEGMENT_NAME = "CamelPan123SegmentName";

    @Metadata(
            label = "consumer",
            description = "The platform's status code of a transcode. 255 means finished, 3 to 254 mean failed. For a"
                    + " whole video, it is the code of the first resolution that did not succeed, or 255.",
            javaType = "Integer")
    public static final String TRANSCODE_STATUS = "CamelPan123TranscodeStatus";

    @Metadata(
            label = "consumer",
            description = "The direct URL of the playlist of a finished transcode.",
            javaType = "String")
    public static final String PLAY_URL = "CamelPan123PlayUrl";

    @Metadata(
            label = "producer",
            description = "The trace id of a call that the platform refused. The platform's support asks for this id.",
            javaType = "String")
    public static final String TRACE_ID = "CamelPan123TraceId";

    @Metadata(
            label = "producer",
            description = "The error code of a call that the platform refused.",
            javaType = "Integer")
    public static final String ERROR_CODE = "CamelPan123ErrorCode";

    @Metadata(
            description = "Read by uploads: the relative path of the file below the parent folder. Written by"
                    + " downloads and consumers: the relative path for storing the content, which is safe as a local"
                    + " path. Read by a download if only the header CamelPan123FileId identifies the file.",
            javaType = "String")
    public static final String CAMEL_FILE_NAME = Exchange.FILE_NAME;

    @Metadata(
            description = "The length of the content in bytes. Read by an upload of a stream, as the size that belongs"
                    + " to CamelPan123ContentMd5. The value 0 allows an empty stream.",
            javaType = "Long")
    public static final String CAMEL_FILE_LENGTH = Exchange.FILE_LENGTH;

    private Pan123Constants() {}
}
