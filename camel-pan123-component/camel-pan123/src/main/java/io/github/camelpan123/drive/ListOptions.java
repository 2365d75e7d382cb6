package io.github.camelpan123.drive;

/**
 * How a folder is listed.
 *
 * @param pageSize entries a call, 1 to 100
 * @param includeTrashed whether entries in the recycle bin are shown
 * @param recursive whether folders below are entered
 * @param transcodeSpace whether the folder is one of the transcode space
 */
public record ListOptions(int pageSize, boolean includeTrashed, boolean recursive, boolean transcodeSpace) {

    /** One folder of the drive without its recycle bin. */
    public static final ListOptions PLAIN = new ListOptions(100, false, false, false);

    /** One folder of the transcode space without its recycle bin. */
    public static final ListOptions TRANSCODE_SPACE = new ListOptions(100, false, false, true);
}
