package io.github.camelpan123.account.ratelimit;

/** The column of the platform's limits (platform/notice.md, "Limits"). */
public enum Tier {
    /** Starts as {@link #free} and asks the platform once whether the account belongs to a member. */
    auto,
    /** The column of free accounts. */
    free,
    /** The column of members. */
    vip
}
