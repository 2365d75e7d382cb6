package io.github.camelpan123.simulator.drive;

/** The journal's lines about entries. */
public final class DriveLines {
    /** Kind of {@link Put}. */
    public static final String ENTRY = "entry";
    /** Kind of {@link Gone}. */
    public static final String GONE = "gone";

    private DriveLines() {}

    /**
     * An entry is new or has changed.
     *
     * @param uid the account
     * @param space true for its transcode space
     * @param entry as it is now
     */
    public record Put(long uid, boolean space, Entry entry) {}

    /**
     * An entry is gone for good.
     *
     * @param uid the account
     * @param space true for its transcode space
     * @param id its id
     */
    public record Gone(long uid, boolean space, long id) {}
}
