package io.github.camelpan123.simulator.drive;

/** The lines of the journal for entries. */
public final class DriveLines {
    /** The kind of {@link Put}. */
    public static final String ENTRY = "entry";

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
