package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.platform.NewShare;
import io.github.camelpan123.upload.UploadOptions;
import io.github.camelpan123.upload.UploadProgress;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What an operation is asked to do: body, headers and options, with the headers already put over the options. */
public interface Input {

    /** The body as it is; may be null. */
    Object body();

    /** The body made a stream by Camel's converters; null when it cannot be one. */
    InputStream bodyAsStream();

    /** How a body of text becomes bytes: what Camel's header or property names, else UTF-8. */
    Charset charset();

    /** Ids named by header; empty when there is no such header. */
    Optional<List<Long>> fileIds();

    /** The id named by header or option. */
    Optional<Long> fileId();

    /** The path named by header or option. */
    Optional<String> path();

    /** The folder's id named by header or option. */
    Optional<Long> parentFileId();

    /** The folder's path named by header or option. */
    Optional<String> parentPath();

    /** The id of the folder that something goes to, named by header or option. */
    Optional<Long> targetParentFileId();

    /** The path of the folder that something goes to, named by option. */
    Optional<String> targetParentPath();

    /** What something shall be called from now on, named by header or option. */
    Optional<String> newName();

    /** A name without a path, named by header or option. */
    Optional<String> fileName();

    /** Camel's own file name: may have folders in it. */
    Optional<String> camelFileName();

    /** The MD5 that the content is said to have, named by the header for that. */
    Optional<String> contentMd5();

    /** The length that Camel says the content has; what became of the content since is not considered. */
    OptionalLong camelFileLength();

    /** False once what takes long should end, because whoever asked for it was stopped. */
    boolean running();

    /** Whether missing folders are created. */
    boolean createDirectories();

    /** How to upload. */
    UploadOptions uploadOptions();

    /** Told how an upload goes on. */
    UploadProgress uploadProgress();

    /** How to download. */
    DownloadOptions downloadOptions();

    /** How to list. */
    ListOptions listOptions();

    /** After how many entries a list ends; 0 for all. */
    int maxResults();

    /** How to share. */
    NewShare newShare();

    /** The address of what the platform shall download, named by option. */
    Optional<String> sourceUrl();

    /** Whom the platform tells of the end of a download. */
    Optional<String> callbackUrl();

    /** Names of resolutions, or the one word {@code all}. */
    List<String> resolutions();

    /** One resolution, named by header. */
    Optional<String> resolution();

    /** Which product of a transcode is meant. */
    Artifact artifact();

    /** Which segment is meant. */
    Optional<String> segmentName();

    /** The id on the drive that a video of the transcode space was imported from, as an earlier operation left it. */
    Optional<Long> sourceFileId();

    /** What a video is called, as a header tells, whoever set it. */
    Optional<String> videoName();

    /** The codec of a video, named by option. */
    Optional<String> codecName();

    /** The length of a video in seconds, named by option. */
    Optional<Long> videoTime();

    /** What an archive of products is called after, named by option. */
    Optional<String> zipName();

    /** Whether the products go with the video they were made of. */
    boolean deleteProducts();

    /** Where the jobs that are started are written down; empty for memory only. */
    Optional<Path> watchListDirectory();

    /** How long the platform may take to import, to determine, to pack or to copy. */
    Duration jobTimeout();
}
