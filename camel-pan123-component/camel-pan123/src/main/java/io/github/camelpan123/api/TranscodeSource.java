package io.github.camelpan123.api;

/** Which videos the transcode consumer watches. */
public enum TranscodeSource {
    /** All that are in the transcode space, whoever brought them there. Costs the pages of a list each poll. */
    space,
    /** Those of given ids. */
    ids,
    /** Those that producers of this account started, as written down in the watch list. */
    started
}
