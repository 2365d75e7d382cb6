package io.github.camelpan123.api;

/** What a download does when there is a file in its place already. */
public enum FileExist {
    /** The file is downloaded and takes the place of the old one when all of it has arrived. */
    overwrite,
    /** Nothing is downloaded when size and MD5 are the same; otherwise as {@link #overwrite}. */
    skipIfSame
}
