package io.github.camelpan123.api;

/** The direction of an order. */
public enum OrderDirection {
    /** Ascending. */
    asc,
    /** Descending. */
    desc
}
