package io.github.camelpan123.simulator.protocol;

/** The JSON types of parameters (platform/calls.md). */
public enum Kind {
    /** A whole number. */
    NUMBER,
    /** A string. */
    TEXT,
    /** A boolean. */
    FLAG,
    /** An array of whole numbers. */
    NUMBERS,
    /** An array of strings. */
    TEXTS,
    /** An array of objects that each contain one number named {@code fileId} (platform/calls.md, "Import"). */
    FILES
}
