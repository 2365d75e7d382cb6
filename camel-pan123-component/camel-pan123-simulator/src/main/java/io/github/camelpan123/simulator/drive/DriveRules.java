package io.github.camelpan123.simulator.drive;

import java.time.Duration;

/**
 * What a drive does where the platform's rule is not known.
 *
 * @param overwrittenToBin whether an overwritten file goes to the recycle bin (platform/calls.md, "Create an upload")
 * @param trashMarksContent whether the content of a trashed folder is marked as trashed (platform/calls.md, "Recycle
 *     bin")
 * @param restoreEarlierTrashed whether a restored folder brings back content that was trashed before it
 *     (platform/calls.md, "Restore")
 * @param copyTime from the begin of an asynchronous copy to its end (platform/calls.md, "Copy several")
 */
public record DriveRules(
        boolean overwrittenToBin, boolean trashMarksContent, boolean restoreEarlierTrashed, Duration copyTime) {
    /** The rules of the simulator without switches. */
    public static final DriveRules USUAL = new DriveRules(false, true, true, Duration.ofSeconds(1));
}
