package io.github.camelpan123;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers of the component. What is not in this list neither reaches the platform nor comes from it. */
public final class Pan123Constants {

    @Metadata(
            label = "producer",
            description = "The operation, instead of the one of the endpoint.",
            javaType = "String")
    public static final String OPERATION = "CamelPan123Operation";

    @Metadata(
            description =
                    "The id of the file: in, which one is meant; out, the one that was found, created or uploaded. In the"
                            + " transcode space it is the id there.",
            javaType = "Long")
    public static final String FILE_ID = "CamelPan123FileId";

    @Metadata(
            label = "producer",
            description = "The ids of several files, as a collection or a comma-separated text.",
            javaType = "java.util.Collection<Long>")
    public static final String FILE_IDS = "CamelPan123FileIds";

    @Metadata(
            description = "The id on the drive of a video that was imported into the transcode space, or of a file that"
                    + " was copied.",
            javaType = "Long")
    public static final String SOURCE_FILE_ID = "CamelPan123SourceFileId";

    @Metadata(description = "The id of the folder; 0 is the root.", javaType = "Long")
    public static final String PARENT_FILE_ID = "CamelPan123ParentFileId";

    @Metadata(
            label = "producer",
            description = "The id of the folder that something is moved, copied or recovered to; 0 is the root.",
            javaType = "Long")
    public static final String TARGET_PARENT_FILE_ID = "CamelPan123TargetParentFileId";

    @Metadata(description = "The path of the file or folder on the drive, such as /films/a.mp4.", javaType = "String")
    public static final String PATH = "CamelPan123Path";

    @Metadata(
            label = "producer",
            description = "The path of the folder on the drive, such as /films.",
            javaType = "String")
    public static final String PARENT_PATH = "CamelPan123ParentPath";

    @Metadata(description = "The name of the file, without a path.", javaType = "String")
    public static final String FILE_NAME = "CamelPan123FileName";

    @Metadata(label = "producer", description = "What a file or folder is renamed to.", javaType = "String")
    public static final String NEW_NAME = "CamelPan123NewName";

    @Metadata(description = "The size of the file in bytes.", javaType = "Long")
    public static final String SIZE = "CamelPan123Size";

    @Metadata(
            description =
                    "The MD5 of the file in lower-case hex. Never read: what is uploaded may be another content by then.",
            javaType = "String")
    public static final String ETAG = "CamelPan123Etag";

    @Metadata(
            label = "producer",
            description =
                    "The MD5 that the content of an upload is said to have, together with CamelFileLength; when the platform"
                            + " knows a content of that MD5 and size, the file is there without the body having been read."
                            + " Otherwise the MD5 of what is read counts. Removed when the upload has succeeded.",
            javaType = "String")
    public static final String CONTENT_MD5 = "CamelPan123ContentMd5";

    @Metadata(
            label = "producer",
            description = "Out, after an upload: whether the file is there without a byte having been sent, because the"
                    + " platform knew the content or the same file was there already.",
            javaType = "Boolean")
    public static final String REUSE = "CamelPan123Reuse";

    @Metadata(
            label = "producer",
            description =
                    "In: what an upload does when the name is taken, instead of the option duplicate. Out: skipIfSame when"
                            + " the upload was skipped for that reason, otherwise absent.",
            javaType = "String")
    public static final String DUPLICATE = "CamelPan123Duplicate";

    @Metadata(
            label = "producer",
            description =
                    "Out, after a deletion: whether a file, or at least one of several, was not there any more before.",
            javaType = "Boolean")
    public static final String ALREADY_GONE = "CamelPan123AlreadyGone";

    @Metadata(description = "The resolution, such as 720P.", javaType = "String")
    public static final String RESOLUTION = "CamelPan123Resolution";

    @Metadata(
            label = "producer",
            description =
                    "Comma-separated resolutions: in, those to start, or all; out, those that can be started, or were.",
            javaType = "String")
    public static final String RESOLUTIONS = "CamelPan123Resolutions";

    @Metadata(
            label = "producer",
            description = "Which product of a transcode to download.",
            javaType = "String",
            enums = "original,m3u8,ts,all")
    public static final String ARTIFACT = "CamelPan123Artifact";

    @Metadata(label = "producer", description = "The segment to download, such as 001.", javaType = "String")
    public static final String SEGMENT_NAME = "CamelPan123SegmentName";

    @Metadata(
            label = "consumer",
            description =
                    "The platform's number for the state of a transcode: 255 is done, 3 to 254 are failures. Of a whole video"
                            + " it is the number of the first resolution that failed, or 255.",
            javaType = "Integer")
    public static final String TRANSCODE_STATUS = "CamelPan123TranscodeStatus";

    @Metadata(
            label = "consumer",
            description = "A direct link to the playlist of a finished transcode.",
            javaType = "String")
    public static final String PLAY_URL = "CamelPan123PlayUrl";

    @Metadata(
            description =
                    "In, for an upload: the name, which may have folders in front that go below the parent. Out, of"
                            + " downloads and consumers: the name to store the content under, safe to be a local path.",
            javaType = "String")
    public static final String CAMEL_FILE_NAME = Exchange.FILE_NAME;

    @Metadata(
            description = "The length of the content in bytes. In, for an upload of a stream: the size that belongs to"
                    + " CamelPan123ContentMd5; 0 allows a stream of no bytes.",
            javaType = "Long")
    public static final String CAMEL_FILE_LENGTH = Exchange.FILE_LENGTH;

    private Pan123Constants() {}
}
