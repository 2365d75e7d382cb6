package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * A share link of the account (platform/calls.md, "List shares").
 *
 * @param shareId its ID
 * @param shareKey the last part of its URL
 * @param name the visible title
 * @param password the password for access; empty for none; never shown by {@link #toString()}
 * @param expired whether it has expired
 * @param expiresAt far in the future for a link without expiry; null if the answer has no such time
 * @param trafficSwitch 1 all off, 2 guests without login, 3 those over their quota, 4 all on
 * @param trafficLimitSwitch 1 no limit, 2 limit
 * @param trafficLimit bytes
 * @param traffic bytes used so far
 * @param previews the number of previews
 * @param downloads the number of downloads
 * @param saves how often it was saved to another drive
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

    /** Returns the URL of the link. */
    public String url() {
        return ShareLink.url(shareKey);
    }

    @Override
    public String toString() {
        return "Share[shareId=" + shareId + ", name=" + name + ", expired=" + expired + ", expiresAt=" + expiresAt
                + "]";
    }
}
