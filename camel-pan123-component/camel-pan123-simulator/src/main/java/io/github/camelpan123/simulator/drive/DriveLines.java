package io.github.camelpan123.simulator.drive;

/** The kinds of lines of the journal for drives. */
public final class DriveLines {
    /** The kind of {@link Put}. */
    public static final String ENTRY = "entry";
    /** The kind of {@link CopyTask}, until it has ended. */
    public static final String COPY = "copy";
    /** The kind of {@link CopyProgress}. */
    public static final String COPY_PROGRESS = "copyProgress";

    private DriveLines() {}

    /**
     * An entry is new or has changed.
     *
     * @param uid the account
     * @param space true for its transcode space
     * @param entry in its current state
     */
    public record Put(long uid, boolean space, Entry entry) {}
}
