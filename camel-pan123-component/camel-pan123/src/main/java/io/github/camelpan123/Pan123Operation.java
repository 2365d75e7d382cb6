package io.github.camelpan123;

import io.github.camelpan123.operation.Operation;
import io.github.camelpan123.operation.Operations;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a {@code pan123:} endpoint does. */
public enum Pan123Operation {
    /** The account: space used and left, whether it is a member's. Body out: {@code UserInfo}. */
    userInfo(Operations.USER_INFO),
    /**
     * The entries of a folder ({@code parentFileId}, {@code parentPath} or {@code path}), page by page as the body's
     * iterator is read. As a consumer: an exchange for each new file of the folder, or with {@code recursive} of the
     * tree, whose body is downloaded when it is first read. What is deleted while the list is read is left out, what is
     * added is found now or at the next poll, and nothing comes twice.
     */
    listFiles(Operations.LIST_FILES),
    /** Files or folders. Body out: {@code FileEntry}, or a list of them when several are named. */
    getFile(Operations.GET_FILE),
    /** Creates a folder by path, with those above it. Body out: {@code Folder}. */
    createDirectory(Operations.CREATE_DIRECTORY),
    /**
     * Gives a file or folder the name {@code newName}; for many the body is a map of ids or paths to new names. The
     * body stays.
     */
    rename(Operations.RENAME),
    /** Moves files and folders into the target folder. The body stays. */
    move(Operations.MOVE),
    /**
     * Copies into the target folder. Body out: {@code CopiedFile} for one file; for a folder or several files
     * {@code CopiedFiles}, once the platform is done.
     */
    copy(Operations.COPY),
    /** Moves files to the recycle bin; the body may be a list of them. The body stays. */
    trash(Operations.TRASH),
    /** Takes files out of the recycle bin, into the target folder if one is named. The body stays. */
    recover(Operations.RECOVER),
    /** Deletes files for good, whether they are in the recycle bin or not. The body stays. */
    delete(Operations.DELETE),
    /** Uploads the body. Body out: {@code FileEntry}. */
    upload(Operations.UPLOAD),
    /** Reads a file. Body out: a stream, closed with the exchange. */
    download(Operations.DOWNLOAD),
    /** A URL, good for a while, from which the file can be read without a token. */
    downloadUrl(Operations.DOWNLOAD_URL),
    /** The folder of the transcode space. Body out: {@code Folder}. */
    transcodeSpace(Operations.TRANSCODE_SPACE),
    /** Brings videos of the drive into the transcode space. Body out: the entry there, or the list of them. */
    transcodeImport(Operations.TRANSCODE_IMPORT),
    /** Waits until the platform knows what a video can be transcoded to. Body out: {@code TranscodeResolutions}. */
    transcodeResolutions(Operations.TRANSCODE_RESOLUTIONS),
    /**
     * Starts the resolutions that are asked for and neither run nor are done. Codec and length come from the option
     * {@code codecName} and {@code videoTime}, a body of {@code TranscodeResolutions}, or the platform. Body out:
     * {@code TranscodeStart}.
     */
    transcodeStart(Operations.TRANSCODE_START),
    /**
     * Brings a video of the drive into the transcode space, waits until the platform knows its resolutions and starts
     * those that are asked for, in one. What is in the space already is not imported again. Body out: the entry there;
     * headers out: its id, that on the drive, and what was started. Waiting holds no thread. What is no video, has no
     * resolutions, is not offered in one that is named, or takes longer than {@code jobTimeout} fails with
     * {@code Pan123TranscodeException}; what is not there or in the recycle bin with {@code Pan123NotFoundException}.
     */
    transcode(Operations.TRANSCODE),
    /** The jobs of a video. Body out: a list of {@code TranscodeJob}. */
    transcodeRecord(Operations.TRANSCODE_RECORD),
    /**
     * The products of a video. Body out: a list of {@code TranscodeResult}. As a consumer: an exchange for each
     * transcode that ended, well or not, of the space, of given ids or of what was started here ({@code source}). A
     * video that is deleted before its exchange begins makes none, and is dropped from the watch list with a warning.
     * The list may change while it is read: what is added is found now or at the next poll, and nothing comes twice.
     */
    transcodeResult(Operations.TRANSCODE_RESULT),
    /** Deletes a video of the space, with what was made of it unless {@code deleteProducts=false}. The body stays. */
    transcodeDelete(Operations.TRANSCODE_DELETE),
    /**
     * Reads the original, the playlist or a segment of a video of the space, or all its products as a zip file, which
     * the platform packs first. Body out: a stream.
     */
    transcodeDownload(Operations.TRANSCODE_DOWNLOAD),
    /** Makes a link to files that people can open. Body out: {@code ShareLink}. */
    share(Operations.SHARE),
    /** The share links of the account, page by page as the body's iterator of {@code Share} is read. */
    listShares(Operations.LIST_SHARES),
    /** Lets the platform download the address in the body to the drive. Body out: {@code OfflineTask}. */
    offlineDownload(Operations.OFFLINE_DOWNLOAD),
    /** How far the task in the body is. Body out: {@code OfflineProgress}. */
    offlineDownloadStatus(Operations.OFFLINE_DOWNLOAD_STATUS),
    /** Lets the files of a folder have direct links. The body stays. */
    enableDirectLink(Operations.ENABLE_DIRECT_LINK),
    /** Ends that. The body stays. */
    disableDirectLink(Operations.DISABLE_DIRECT_LINK),
    /** An address of a file that stays and needs no login. Body out: the address. */
    directLink(Operations.DIRECT_LINK);

    private final Operation operation;

    Pan123Operation(Operation operation) {
        this.operation = operation;
    }

    Operation operation() {
        return operation;
    }

    /**
     * The operation of a name, in any letter case.
     *
     * @throws IllegalArgumentException listing the known ones
     */
    static Pan123Operation of(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown operation '" + name + "'; known are "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }
}
