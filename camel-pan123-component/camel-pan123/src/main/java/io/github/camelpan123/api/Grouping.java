package io.github.camelpan123.api;

/** The content of one exchange of the transcode consumer. */
public enum Grouping {
    /** One finished resolution of one video. */
    resolution,
    /** One video, when all its started resolutions are final. */
    video
}
