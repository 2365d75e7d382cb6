package io.github.camelpan123.simulator.account;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.limits.PathLimiters;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.transcode.TranscodeSpace;

/**
 * One account of the platform with its data.
 *
 * @param clientId its client ID
 * @param clientSecret its secret
 * @param uid its user ID
 * @param limiters its call limits
 * @param drive its files
 * @param space its transcode space
 */
public record Account(
        String clientId, String clientSecret, long uid, PathLimiters limiters, Drive drive, TranscodeSpace space) {

    /**
     * Finds an entry on the drive or in the transcode space.
     *
     * @param id its ID
     * @return the entry
     * @throws Refusal 5066 if there is none
     */
    public Entry anywhere(long id) {
        Entry entry = drive.get(id);
        return entry != null ? entry : space.drive().require(id);
    }

    /**
     * Returns the tree of a folder.
     *
     * @param folder its ID, 0 for the root of the drive
     * @return the tree of the transcode space if the folder is in it, else the drive
     */
    public Drive driveOf(long folder) {
        return folder != 0 && space.drive().get(folder) != null ? space.drive() : drive;
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "Account[clientId=" + clientId + ", uid=" + uid + "]";
    }
}
