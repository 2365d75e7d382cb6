package io.github.camelpan123.api;

/** What a download does if the local file already exists. */
public enum FileExist {
    /** Downloads the file and replaces the old one when the download is complete. */
    overwrite,
    /** Downloads nothing if size and MD5 are equal; otherwise as {@link #overwrite}. */
    skipIfSame
}
