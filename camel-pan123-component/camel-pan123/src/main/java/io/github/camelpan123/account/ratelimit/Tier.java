package io.github.camelpan123.account.ratelimit;

/** Which column of the platform's limits applies (platform/notice.md, "Limits"). */
public enum Tier {
    /** Starts as {@link #free} and asks the platform once whether the account is a member's. */
    auto,
    /** The column of free accounts. */
    free,
    /** The column of members. */
    vip
}
