package io.github.camelpan123;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/**
 * The headers of the component, in two families that never overlap. Routes write settings and the component reads
 * them: the operation, the headers that begin with {@code CamelPan123Override} and replace an option for one message,
 * and what is said of a content. The component writes what it found out, and reads none of that but the id of the file.
 * What is not in this list neither reaches the platform nor comes from it.
 */
public final class Pan123Constants {

    @Metadata(
            label = "producer",
            description = "The operation, instead of the one of the endpoint.",
            javaType = "String")
    public static final String OPERATION = "CamelPan123Operation";

    @Metadata(
            label = "producer",
            description = "Replaces the option fileId for one operation. The id of the file.",
            javaType = "Long")
    public static final String OVERRIDE_FILE_ID = "CamelPan123OverrideFileId";

    @Metadata(
            label = "producer",
            description = "Replaces the option fileIds for one operation. The ids of several files, as a collection"
                    + " or a comma-separated text.",
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
            description = "Replaces the option parentFileId for one operation. The id of the folder that something"
                    + " is written to, or that is listed; 0 is the root.",
            javaType = "Long")
    public static final String OVERRIDE_PARENT_FILE_ID = "CamelPan123OverrideParentFileId";

    @Metadata(
            label = "producer",
            description = "Replaces the option parentPath for one operation. The path of the folder that something"
                    + " is written to, or that is listed, such as /films.",
            javaType = "String")
    public static final String OVERRIDE_PARENT_PATH = "CamelPan123OverrideParentPath";

    @Metadata(
            label = "producer",
            description = "Replaces the option targetParentFileId for one operation. The id of the folder that"
                    + " something is moved, copied or recovered to; 0 is the root.",
            javaType = "Long")
    public static final String OVERRIDE_TARGET_PARENT_FILE_ID = "CamelPan123OverrideTargetParentFileId";

    @Metadata(
            label = "producer",
            description = "Replaces the option targetParentPath for one operation. The path of the folder that"
                    + " something is moved, copied or recovered to, such as /archive.",
            javaType = "String")
    public static final String OVERRIDE_TARGET_PARENT_PATH = "CamelPan123OverrideTargetParentPath";

    @Metadata(
            label = "producer",
            description = "Replaces the option fileName for one operation. The name of what is written. It may have"
                    + " folders in front for an upload, and for a download with targetDirectory. It is taken as it is,"
                    + " not evaluated.",
            javaType = "String")
    public static final String OVERRIDE_FILE_NAME = "CamelPan123OverrideFileName";

    @Metadata(
            label = "producer",
            description = "Replaces the option newName for one operation. What a file or folder is renamed to.",
            javaType = "String")
    public static final String OVERRIDE_NEW_NAME = "CamelPan123OverrideNewName";

    @Metadata(
            label = "producer",
            description =
                    "Replaces the option duplicate for one operation. What an upload does when the name is" + " taken.",
            javaType = "String",
            enums = "fail,keepBoth,overwrite,skipIfSame")
    public static final String OVERRIDE_DUPLICATE = "CamelPan123OverrideDuplicate";

    @Metadata(
            label = "producer",
            description = "Replaces the option resolution for one operation. The resolution whose playlist or"
                    + " segment is downloaded, such as 720P.",
            javaType = "String")
    public static final String OVERRIDE_RESOLUTION = "CamelPan123OverrideResolution";

    @Metadata(
            label = "producer",
            description = "Replaces the option resolutions for one operation. The resolutions to start,"
                    + " comma-separated, or all.",
            javaType = "String")
    public static final String OVERRIDE_RESOLUTIONS = "CamelPan123OverrideResolutions";

    @Metadata(
            label = "producer",
            description = "Replaces the option artifact for one operation. Which product of a transcode to download.",
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
            description = "Replaces the option codecName for one operation. The codec of the video to start, such as"
                    + " H.264.",
            javaType = "String")
    public static final String OVERRIDE_CODEC_NAME = "CamelPan123OverrideCodecName";

    @Metadata(
            label = "producer",
            description = "Replaces the option videoTime for one operation. The length of the video to start, in"
                    + " seconds.",
            javaType = "Long")
    public static final String OVERRIDE_VIDEO_TIME = "CamelPan123OverrideVideoTime";

    @Metadata(
            label = "producer",
            description = "Replaces the option zipName for one operation. What the zip file of all products is"
                    + " called after.",
            javaType = "String")
    public static final String OVERRIDE_ZIP_NAME = "CamelPan123OverrideZipName";

    @Metadata(
            label = "producer",
            description = "Replaces the option shareName for one operation. The title that people see on a share.",
            javaType = "String")
    public static final String OVERRIDE_SHARE_NAME = "CamelPan123OverrideShareName";

    @Metadata(
            label = "producer",
            description = "Replaces the option shareExpireDays for one operation. After how many days a share ends:"
                    + " 1, 7 or 30, or 0 for never.",
            javaType = "Integer")
    public static final String OVERRIDE_SHARE_EXPIRE_DAYS = "CamelPan123OverrideShareExpireDays";

    @Metadata(
            label = "producer",
            description = "Replaces the option sharePassword for one operation. What people have to know to open a"
                    + " share.",
            javaType = "String")
    public static final String OVERRIDE_SHARE_PASSWORD = "CamelPan123OverrideSharePassword";

    @Metadata(
            label = "producer",
            description = "Replaces the option sourceUrl for one operation. The http or https address of what the"
                    + " platform shall download.",
            javaType = "String")
    public static final String OVERRIDE_SOURCE_URL = "CamelPan123OverrideSourceUrl";

    @Metadata(
            label = "producer",
            description = "Replaces the option callbackUrl for one operation. An address that the platform calls"
                    + " when a download of its own has ended.",
            javaType = "String")
    public static final String OVERRIDE_CALLBACK_URL = "CamelPan123OverrideCallbackUrl";

    @Metadata(
            label = "producer",
            description = "The MD5 that the content of an upload is said to have, together with CamelFileLength;"
                    + " when the platform knows a content of that MD5 and size, the file is there without the"
                    + " body having been read. Otherwise the MD5 of what is read counts. Removed when the upload"
                    + " has succeeded.",
            javaType = "String")
    public static final String CONTENT_MD5 = "CamelPan123ContentMd5";

    @Metadata(
            description = "The id of the file that was found, created or worked on; in the transcode space the id"
                    + " there. The only header of this kind that is read: by an operation that no Override"
                    + " header, option or body tells which file is meant.",
            javaType = "Long")
    public static final String FILE_ID = "CamelPan123FileId";

    @Metadata(
            description = "The id on the drive of a video that was imported into the transcode space, or of a file"
                    + " that was copied.",
            javaType = "Long")
    public static final String SOURCE_FILE_ID = "CamelPan123SourceFileId";

    @Metadata(description = "The id of the folder that the file is in; 0 is the root.", javaType = "Long")
    public static final String PARENT_FILE_ID = "CamelPan123ParentFileId";

    @Metadata(
            description = "The path of the file or folder on the drive, such as /films/a.mp4, where it is known.",
            javaType = "String")
    public static final String PATH = "CamelPan123Path";

    @Metadata(description = "The name of the file, without a path.", javaType = "String")
    public static final String FILE_NAME = "CamelPan123FileName";

    @Metadata(description = "The size of the file in bytes.", javaType = "Long")
    public static final String SIZE = "CamelPan123Size";

    @Metadata(
            description = "The MD5 of the file in lower-case hex. Never read: what is uploaded may be another"
                    + " content by then.",
            javaType = "String")
    public static final String ETAG = "CamelPan123Etag";

    @Metadata(
            label = "producer",
            description = "Whether an uploaded file is there without a byte having been sent, because the platform"
                    + " knew the content or the same file was there already.",
            javaType = "Boolean")
    public static final String REUSE = "CamelPan123Reuse";

    @Metadata(
            label = "producer",
            description = "Whether an upload (duplicate=skipIfSame), or a download with targetDirectory"
                    + " (fileExist=skipIfSame), did nothing because the same file was there already.",
            javaType = "Boolean")
    public static final String SKIPPED = "CamelPan123Skipped";

    @Metadata(
            label = "producer",
            description = "Whether a file to delete, or at least one of several, was not there any more before.",
            javaType = "Boolean")
    public static final String ALREADY_GONE = "CamelPan123AlreadyGone";

    @Metadata(description = "The resolution, such as 720P.", javaType = "String")
    public static final String RESOLUTION = "CamelPan123Resolution";

    @Metadata(
            label = "producer",
            description = "The resolutions that can be started, or were, comma-separated.",
            javaType = "String")
    public static final String RESOLUTIONS = "CamelPan123Resolutions";

    @Metadata(label = "producer", description = "The segment that was downloaded, such as 001.", javaType = "String")
    public static final String SEGMENT_NAME = "CamelPan123SegmentName";

    @Metadata(
            label = "consumer",
            description = "The platform's number for the state of a transcode: 255 is done, 3 to 254 are failures."
                    + " Of a whole video it is the number of the first resolution that failed, or 255.",
            javaType = "Integer")
    public static final String TRANSCODE_STATUS = "CamelPan123TranscodeStatus";

    @Metadata(
            label = "consumer",
            description = "A direct link to the playlist of a finished transcode.",
            javaType = "String")
    public static final String PLAY_URL = "CamelPan123PlayUrl";

    @Metadata(
            label = "producer",
            description = "The platform's own number of a call that it refused, which its support asks for.",
            javaType = "String")
    public static final String TRACE_ID = "CamelPan123TraceId";

    @Metadata(label = "producer", description = "The platform's code of a refusal.", javaType = "Integer")
    public static final String ERROR_CODE = "CamelPan123ErrorCode";

    @Metadata(
            description = "Read by uploads: the name, a relative path whose folders go below the parent. Written by"
                    + " downloads and consumers: the relative path to store the content under, safe to be a local"
                    + " one. Read by a download of a file that only the header CamelPan123FileId names.",
            javaType = "String")
    public static final String CAMEL_FILE_NAME = Exchange.FILE_NAME;

    @Metadata(
            description = "The length of the content in bytes. Read by an upload of a stream: the size that belongs"
                    + " to CamelPan123ContentMd5; 0 allows a stream of no bytes.",
            javaType = "Long")
    public static final String CAMEL_FILE_LENGTH = Exchange.FILE_LENGTH;

    private Pan123Constants() {}
}
