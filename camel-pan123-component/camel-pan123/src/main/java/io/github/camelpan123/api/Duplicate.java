package io.github.camelpan123.api;

/** What an upload does when the folder has an entry of that name ({@code duplicate}; platform/calls.md, "Values"). */
public enum Duplicate {
    /** The platform refuses the upload. */
    fail,
    /** The platform keeps both and gives the new one a suffix. */
    keepBoth,
    /** The new content replaces the old; the entry gets a new id. */
    overwrite,
    /** Nothing is uploaded when name, size and MD5 are the same; otherwise as {@link #overwrite}. */
    skipIfSame
}
