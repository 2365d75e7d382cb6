package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileCalls;

/**
 * How a folder is listed.
 *
 * @param pageSize entries per call, 1 to 100
 * @param includeTrashed whether entries in the recycle bin are included
 * @param recursive whether subfolders are listed
 * @param pages the list call
 * @param names the names that are included; subfolders are listed whatever their name
 * @param wholeDrive whether the list is the same for each folder
 * @param entersTrashed whether folders in the recycle bin are listed, if they are included
 */
public record ListOptions(
        int pageSize,
        boolean includeTrashed,
        boolean recursive,
        PageCall pages,
        NameFilter names,
        boolean wholeDrive,
        boolean entersTrashed) {

    /** Lists one folder of the drive without the recycle bin. */
    public static final ListOptions PLAIN =
            new ListOptions(FileCalls.BATCH, false, false, FileCalls::list, NameFilter.ALL, false);

    /** Lists one folder of the transcode space without the recycle bin. */
    public static final ListOptions TRANSCODE_SPACE =
            new ListOptions(FileCalls.BATCH, false, false, FileCalls::listTranscodeSpace, NameFilter.ALL, false);

    /**
     * Creates options that list folders in the recycle bin if they are included. The parameters are those of the
     * record.
     */
    public ListOptions(
            int pageSize,
            boolean includeTrashed,
            boolean recursive,
            PageCall pages,
            NameFilter names,
            boolean wholeDrive) {
        this(pageSize, includeTrashed, recursive, pages, names, wholeDrive, true);
    }

    /** @throws IllegalArgumentException naming option, value and range */
    public ListOptions {
        if (pageSize < 1 || pageSize > FileCalls.BATCH) {
            throw new IllegalArgumentException("pageSize=" + pageSize + " is not possible; the platform lists 1 to "
                    + FileCalls.BATCH + " entries a call");
        }
    }

    /** Returns these options with the recycle bin included, without listing the folders in it. */
    public ListOptions withTrashed() {
        return new ListOptions(pageSize, true, recursive, pages, names, wholeDrive, false);
    }
}
