package io.github.camelpan123.api;

/** What can be downloaded from the transcode space. */
public enum Artifact {
    /** The video as it was imported. */
    original,
    /** The playlist of one resolution, with local names as its entries. */
    m3u8,
    /** One segment of one resolution. */
    ts,
    /** All products of all finished resolutions, as a ZIP file that the platform creates. */
    all
}
