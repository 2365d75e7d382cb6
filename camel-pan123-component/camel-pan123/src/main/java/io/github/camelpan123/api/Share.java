package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * A share link of the account (platform/calls.md, "List shares").
 *
 * @param shareId its id
 * @param shareKey the end of its address
 * @param name the title people see
 * @param password what people have to know; empty for nothing; never shown by {@link #toString()}
 * @param expired whether its time is over
 * @param expiresAt far in the future for one that stays for ever; null where the answer has no such time
 * @param trafficSwitch 1 all off, 2 guests without login, 3 those over their quota, 4 all on
 * @param trafficLimitSwitch 1 no limit, 2 limit
 * @param trafficLimit bytes
 * @param traffic bytes used so far
 * @param previews how often it was looked at
 * @param downloads how often it was downloaded
 * @param saves how often it was taken over to another drive
 */
public record Share(
        long shareId,
        String shareKey,
        String name,
        String password,
        boolean expired,
        Instant expiresAt,
        int trafficSwitch,
        int trafficLimitSwitch,
        long trafficLimit,
        long traffic,
        long previews,
        long downloads,
        long saves)
        implements Serializable {

    /** The address to give out. */
    public String url() {
        return ShareLink.url(shareKey);
    }

    @Override
    public String toString() {
        return "Share[shareId=" + shareId + ", name=" + name + ", expired=" + expired + ", expiresAt=" + expiresAt
                + "]";
    }
}
