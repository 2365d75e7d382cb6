package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.platform.NewShare;
import io.github.camelpan123.upload.UploadOptions;
import io.github.camelpan123.upload.UploadProgress;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operation is asked to do: body, headers and options, with the headers already put over the options. */
public interface Input {

    /** The body as it is; may be null. */
    Object body();

    /** The body made a stream by Camel's converters; null when it cannot be one. */
    InputStream bodyAsStream();

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

    /** How long the platform may take to import, to determine or to copy. */
    Duration jobTimeout();
}
