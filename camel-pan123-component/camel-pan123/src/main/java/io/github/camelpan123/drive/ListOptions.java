package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileCalls;

/**
 * How a folder is listed.
 *
 * @param pageSize entries a call, 1 to 100
 * @param includeTrashed whether entries in the recycle bin are shown
 * @param recursive whether folders below are entered
 * @param pages which list is read
 * @param names which names are shown; folders are entered whatever their name
 * @param wholeDrive whether the list shows the same whatever folder is named
 * @param entersTrashed whether folders in the recycle bin are entered, where they are shown
 */
public record ListOptions(
        int pageSize,
        boolean includeTrashed,
        boolean recursive,
        PageCall pages,
        NameFilter names,
        boolean wholeDrive,
        boolean entersTrashed) {

    /** One folder of the drive without its recycle bin. */
    public static final ListOptions PLAIN =
            new ListOptions(FileCalls.BATCH, false, false, FileCalls::list, NameFilter.ALL, false);

    /** One folder of the transcode space without its recycle bin. */
    public static final ListOptions TRANSCODE_SPACE =
            new ListOptions(FileCalls.BATCH, false, false, FileCalls::listTranscodeSpace, NameFilter.ALL, false);

    /** Enters folders in the recycle bin where it shows them; parameters as above. */
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

    /** The same with what lies in the recycle bin, without entering folders there. */
    public ListOptions withTrashed() {
        return new ListOptions(pageSize, true, recursive, pages, names, wholeDrive, false);
    }
}
