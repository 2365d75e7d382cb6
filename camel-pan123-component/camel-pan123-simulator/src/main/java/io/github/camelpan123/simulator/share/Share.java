package io.github.camelpan123.simulator.share;

/**
 * A share link (platform/calls.md, "Create a share").
 *
 * @param uid the account
 * @param id its ID
 * @param key its part of the page's URL
 * @param name its title
 * @param expiresAt milliseconds since 1970, 0 for never
 * @param password the extraction code, empty for none
 * @param fileIds comma-joined IDs
 * @param trafficSwitch 1 to 4
 * @param trafficLimitSwitch 1 off, 2 on
 * @param trafficLimit bytes
 */
public record Share(
        long uid,
        long id,
        String key,
        String name,
        long expiresAt,
        String password,
        String fileIds,
        long trafficSwitch,
        long trafficLimitSwitch,
        long trafficLimit) {

    /**
     * Returns this share with other traffic settings.
     *
     * @param newSwitch 1 to 4
     * @param newLimitSwitch 1 off, 2 on
     * @param newLimit bytes
     * @return the changed share
     */
    public Share traffic(long newSwitch, long newLimitSwitch, long newLimit) {
        return new Share(uid, id, key, name, expiresAt, password, fileIds, newSwitch, newLimitSwitch, newLimit);
    }
}
