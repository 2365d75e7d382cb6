package io.github.camelpan123.api;

/** What an upload does if the folder has an entry of that name ({@code duplicate}; platform/calls.md, "Values"). */
public enum Duplicate {
    /** The platform refuses the upload. */
    fail,
    /** The platform keeps both and adds a suffix to the name of the new one. */
    keepBoth,
    /** The new content replaces the old one; the entry gets a new ID. */
    overwrite,
    /** Nothing is uploaded if name, size and MD5 are equal; otherwise as {@link #overwrite}. */
    skipIfSame
}
