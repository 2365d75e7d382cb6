package io.github.camelpan123.api;

/** Which end of an order comes first. */
public enum OrderDirection {
    /** The smallest first. */
    asc,
    /** The largest first. */
    desc
}
