package io.github.camelpan123.api;

/** What becomes of a file that a consumer moves where its name is taken. */
public enum MoveDuplicate {
    /** The file stays where it is, and is told to the exception handler once. */
    fail,
    /** The file gets its id into its name. */
    keepBoth,
    /** The file that is there goes to the recycle bin. */
    overwrite
}
