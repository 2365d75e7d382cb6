package io.github.camelpan123.api;

/** The videos that the transcode consumer tracks. */
public enum TranscodeSource {
    /** All videos of the transcode space, whoever imported them. Each poll lists the whole space. */
    space,
    /** The videos of the configured IDs. */
    ids,
    /** The videos that producers of this account started, as recorded in the watch list. */
    started
}
