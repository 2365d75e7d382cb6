package io.github.camelpan123;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a {@code pan123:} endpoint does. */
public enum Pan123Operation {
    /** The account: space used and left, whether it is a member's. Body out: {@code UserInfo}. */
    userInfo,
    /**
     * The entries of a folder ({@code parentFileId}, {@code parentPath} or {@code path}), page by page as the body's
     * iterator is read. As a consumer: an exchange for each new file of the folder, or with {@code recursive} of the
     * tree, whose body is downloaded when it is first read. What is deleted while the list is read is left out, what is
     * added is found now or at the next poll, and nothing comes twice.
     */
    listFiles,
    /** Files or folders. Body out: {@code FileEntry}, or a list of them when several are named. */
    getFile,
    /** Creates a folder by path, with those above it. Body out: {@code Folder}. */
    createDirectory,
    /**
     * Gives a file or folder the name {@code newName}; for many the body is a map of ids or paths to new names. The
     * body stays.
     */
    rename,
    /** Moves files and folders into the target folder. The body stays. */
    move,
    /**
     * Copies into the target folder. Body out: {@code CopiedFile} for one file; for a folder or several files
     * {@code CopiedFiles}, once the platform is done.
     */
    copy,
    /** Moves files to the recycle bin; the body may be a list of them. The body stays. */
    trash,
    /** Takes files out of the recycle bin, into the target folder if one is named. The body stays. */
    recover,
    /** Deletes files for good, whether they are in the recycle bin or not. The body stays. */
    delete,
    /** Uploads the body. Body out: {@code FileEntry}. */
    upload,
    /** Reads a file. Body out: a stream, closed with the exchange. */
    download,
    /** A URL, good for a while, from which the file can be read without a token. */
    downloadUrl,
    /** The folder of the transcode space. Body out: {@code Folder}. */
    transcodeSpace,
    /** Brings videos of the drive into the transcode space. Body out: the entry there, or the list of them. */
    transcodeImport,
    /** Waits until the platform knows what a video can be transcoded to. Body out: {@code TranscodeResolutions}. */
    transcodeResolutions,
    /**
     * Starts the resolutions that are asked for and neither run nor are done. Codec and length come from the option
     * {@code codecName} and {@code videoTime}, a body of {@code TranscodeResolutions}, or the platform. Body out:
     * {@code TranscodeStart}.
     */
    transcodeStart,
    /**
     * Brings a video of the drive into the transcode space, waits until the platform knows its resolutions and starts
     * those that are asked for, in one. What is in the space already is not imported again. Body out: the entry there;
     * headers out: its id, that on the drive, and what was started. Waiting holds no thread. What is no video, has no
     * resolutions, is not offered in one that is named, or takes longer than {@code jobTimeout} fails with
     * {@code Pan123TranscodeException}; what is not there or in the recycle bin with {@code Pan123NotFoundException}.
     */
    transcode,
    /** The jobs of a video. Body out: a list of {@code TranscodeJob}. */
    transcodeRecord,
    /**
     * The products of a video. Body out: a list of {@code TranscodeResult}. As a consumer: an exchange for each
     * transcode that ended, well or not, of the space, of given ids or of what was started here ({@code source}). A
     * video that is deleted before its exchange begins makes none, and is dropped from the watch list with a warning.
     * The list may change while it is read: what is added is found now or at the next poll, and nothing comes twice.
     */
    transcodeResult,
    /** Deletes a video of the space, with what was made of it unless {@code deleteProducts=false}. The body stays. */
    transcodeDelete,
    /**
     * Reads the original, the playlist or a segment of a video of the space, or all its products as a zip file, which
     * the platform packs first. Body out: a stream.
     */
    transcodeDownload,
    /** Makes a link to files that people can open. Body out: {@code ShareLink}. */
    share,
    /** The share links of the account, page by page as the body's iterator of {@code Share} is read. */
    listShares,
    /** Lets the platform download the address in the body to the drive. Body out: {@code OfflineTask}. */
    offlineDownload,
    /** How far the task in the body is. Body out: {@code OfflineProgress}. */
    offlineDownloadStatus,
    /** Lets the files of a folder have direct links. The body stays. */
    enableDirectLink,
    /** Ends that. The body stays. */
    disableDirectLink,
    /** An address of a file that stays and needs no login. Body out: the address. */
    directLink;

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
