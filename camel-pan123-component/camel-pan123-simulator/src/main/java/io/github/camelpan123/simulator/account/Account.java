package io.github.camelpan123.simulator.account;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.limits.PathLimiters;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.transcode.TranscodeSpace;

/**
 * One account of the platform with all that belongs to it.
 *
 * @param clientId names it
 * @param clientSecret its secret
 * @param uid its number
 * @param limiters its budget of calls
 * @param drive its files
 * @param space its transcode space
 */
public record Account(String clientId, String clientSecret, long uid, PathLimiters limiters, Drive drive, TranscodeSpace space) {

    /**
     * Finds an entry on the drive or in the transcode space.
     *
     * @param id its id
     * @return the entry
     * @throws Refusal 5066 if there is none
     */
    public Entry anywhere(long id) {
        Entry entry = drive.get(id);
        return entry != null ? entry : space.drive().require(id);
    }

    /**
     * The tree that a folder belongs to.
     *
     * @param folder its id, 0 for the root of the drive
     * @return the drive, unless the folder is one of the transcode space
     */
    public Drive driveOf(long folder) {
        return folder != 0 && space.drive().get(folder) != null ? space.drive() : drive;
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Account[clientId=" + clientId + ", uid=" + uid + "]";
    }
}
