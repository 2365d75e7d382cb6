package io.github.camelpan123.api;

/** What happens to a file that a consumer moves if its name is taken in the target folder. */
public enum MoveDuplicate {
    /** The file stays in its folder. The exception handler gets one report. */
    fail,
    /** The ID of the file is added to its name. */
    keepBoth,
    /** The existing file is moved to the recycle bin. */
    overwrite
}
