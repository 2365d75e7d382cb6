package io.github.camelpan123.drive;

/** Which end of an order comes first. */
public enum OrderDirection {
    /** The smallest first. */
    asc,
    /** The largest first. */
    desc
}
