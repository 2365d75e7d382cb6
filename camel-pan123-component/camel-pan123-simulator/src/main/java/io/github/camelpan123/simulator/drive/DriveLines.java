package io.github.camelpan123.simulator.drive;

/** The journal's lines about entries. */
public final class DriveLines {
    /** Kind of {@link Put}. */
    public static final String ENTRY = "entry";

    private DriveLines() {}

    /**
     * An entry is new or has changed.
     *
     * @param uid the account
     * @param space true for its transcode space
     * @param entry as it is now
     */
    public record Put(long uid, boolean space, Entry entry) {}
}
