package io.github.camelpan123;

import io.github.camelpan123.api.Api;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operation of a {@code pan123:} endpoint. "Body out" is the body after a successful operation. */
public enum Pan123Operation {
    /**
     * Returns information about the account: the space used and left, and whether it is a member account. Body out:
     * {@code UserInfo}.
     */
    userInfo,
    /**
     * Lists a folder ({@code parentFileId}, {@code parentPath} or {@code path}). Body out: an iterator of
     * {@code FileEntry} that fetches each page when it is needed. Entries deleted while the list is read are omitted.
     * Entries added while the list is read are returned by this list or the next one. No entry is returned twice.
     *
     * <p>As a consumer: creates an exchange for each new file of the folder, or, with {@code recursive}, of the folder
     * tree. The body is downloaded when it is first read.
     */
    listFiles,
    /** Returns files or folders. Body out: {@code FileEntry}, or a list of them for several files. */
    getFile,
    /** Creates a folder and its missing parent folders. Body out: {@code Folder}. */
    createDirectory,
    /**
     * Renames a file or folder to {@code newName}. To rename several, use a map of IDs or paths to new names as the
     * body. The body is kept.
     */
    rename,
    /** Moves files and folders to the target folder. The body is kept. */
    move,
    /**
     * Copies files and folders to the target folder. Body out: {@code CopiedFile} for one file. For a folder or several
     * files: {@code CopiedFiles}, after the platform has copied them.
     */
    copy,
    /** Moves files to the recycle bin. The body may be a list of files. The body is kept. */
    trash,
    /** Restores files from the recycle bin, to the target folder if one is set. The body is kept. */
    recover,
    /** Deletes files permanently, regardless of whether they are in the recycle bin. The body is kept. */
    delete,
    /** Uploads the body. Body out: {@code FileEntry}. */
    upload,
    /**
     * Downloads a file. Body out: a {@code DriveFile}, whose content is read when a route converts it. With
     * {@code targetDirectory}: the saved {@code java.io.File}.
     */
    download,
    /** Returns a temporary URL for reading a file without a token. Body out: the URL. */
    downloadUrl,
    /** Returns the folder of the transcode space. Body out: {@code Folder}. */
    transcodeSpace,
    /**
     * Imports videos from the drive into the transcode space. Body out: the {@code FileEntry} in the space, or a list
     * of them for several videos.
     */
    transcodeImport,
    /**
     * Waits until the platform has determined the resolutions available for a video. Body out:
     * {@code TranscodeResolutions}.
     */
    transcodeResolutions,
    /**
     * Starts the requested resolutions that are neither running nor finished. Codec and length are taken from the
     * options {@code codecName} and {@code videoTime}, from a body of {@code TranscodeResolutions}, or from the
     * platform. Body out: {@code TranscodeStart}.
     */
    transcodeStart,
    /**
     * Imports a video from the drive into the transcode space, waits until the platform has determined its resolutions,
     * and starts the requested ones. A video that is already in the space is not imported again. Waiting blocks no
     * thread. Body out: the {@code FileEntry} in the space. Headers out: the ID in the space, the ID on the drive, and
     * the started resolutions.
     *
     * <p>Fails with {@code Pan123TranscodeException} if the file is not a video, has no resolutions, is not available
     * in a requested resolution, or takes longer than {@code jobTimeout}. Fails with {@code Pan123NotFoundException} if
     * the file does not exist or is in the recycle bin.
     */
    transcode,
    /** Returns the transcode jobs of a video. Body out: a list of {@code TranscodeJob}. */
    transcodeRecord,
    /**
     * Returns the products of a video. Body out: a list of {@code TranscodeResult}.
     *
     * <p>As a consumer: creates an exchange for each transcode that finished or failed. The option {@code source}
     * selects the videos: all of the transcode space, those of given IDs, or those started by this account. A video
     * that is deleted before its exchange begins creates no exchange, and is removed from the watch list with a
     * warning. Results added while the list is read are found by this poll or the next one. No result is returned
     * twice.
     */
    transcodeResult,
    /**
     * Deletes a video from the transcode space, including its products unless {@code deleteProducts=false}. The body is
     * kept.
     */
    transcodeDelete,
    /**
     * Downloads the original, the playlist or a segment of a video in the transcode space, or a zip file of all
     * products, which the platform creates first. Body out: a {@code WrappedFile}, whose content is read when a route
     * converts it; for a playlist, an {@code InputStream}. With {@code targetDirectory}: the saved
     * {@code java.io.File}.
     */
    transcodeDownload,
    /** Creates a public link to files. Body out: {@code ShareLink}. */
    share,
    /**
     * Lists the share links of the account. Body out: an iterator of {@code Share} that fetches each page when it is
     * needed.
     */
    listShares,
    /** Makes the platform download the URL in the body to the drive. Body out: {@code OfflineTask}. */
    offlineDownload,
    /** Returns the progress of the task in the body. Body out: {@code OfflineProgress}. */
    offlineDownloadStatus,
    /** Enables direct links for the files of a folder. The body is kept. */
    enableDirectLink,
    /** Disables direct links for the files of a folder. The body is kept. */
    disableDirectLink,
    /** Returns a permanent URL of a file that requires no login. Body out: the URL. */
    directLink,
    /**
     * Estimates how long the work that the body names takes at the limits of the account, and what bounds it. Makes no
     * call. Body out: {@code Estimate}.
     */
    estimate;

    /**
     * Returns the call that the operation is about and that its exchanges wait for; empty if there is none, or if that
     * depends on the message.
     */
    Optional<Api> mainCall() {
        return Optional.ofNullable(
                switch (this) {
                    case userInfo -> Api.USER_INFO;
                    case listFiles -> Api.FILE_LIST_V2;
                    case getFile -> Api.FILE_INFOS;
                    case createDirectory -> Api.MKDIR;
                    case rename -> Api.FILE_NAME;
                    case move -> Api.FILE_MOVE;
                    case copy -> Api.FILE_COPY;
                    case trash -> Api.FILE_TRASH;
                    case recover -> Api.FILE_RECOVER;
                    case delete -> Api.FILE_DELETE;
                    case download, downloadUrl -> Api.DOWNLOAD_INFO;
                    case transcodeSpace -> Api.TRANSCODE_FOLDER_INFO;
                    case transcodeImport -> Api.TRANSCODE_IMPORT;
                    case transcodeResolutions, transcode -> Api.TRANSCODE_RESOLUTIONS;
                    case transcodeStart -> Api.TRANSCODE_VIDEO;
                    case transcodeRecord -> Api.TRANSCODE_RECORD;
                    case transcodeResult -> Api.TRANSCODE_RESULT;
                    case transcodeDelete -> Api.TRANSCODE_DELETE;
                    case share -> Api.SHARE_CREATE;
                    case listShares -> Api.SHARE_LIST;
                    case offlineDownload -> Api.OFFLINE_DOWNLOAD;
                    case offlineDownloadStatus -> Api.OFFLINE_DOWNLOAD_PROCESS;
                    case enableDirectLink -> Api.DIRECT_LINK_ENABLE;
                    case disableDirectLink -> Api.DIRECT_LINK_DISABLE;
                    case directLink -> Api.DIRECT_LINK_URL;
                    case upload, transcodeDownload, estimate -> null;
                });
    }

    /**
     * Returns the operation of a name, in any letter case.
     *
     * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
     */
    static Pan123Operation of(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation '" + name + "'; known are "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }
}
