package io.github.camelpan123.api;

/** What can be downloaded from the transcode space. */
public enum Artifact {
    /** The video as it was imported. */
    original,
    /** The playlist of one resolution, its entries rewritten to local names. */
    m3u8,
    /** One segment of one resolution. */
    ts,
    /** All products of all finished resolutions, packed by the platform as a zip file. */
    all
}
