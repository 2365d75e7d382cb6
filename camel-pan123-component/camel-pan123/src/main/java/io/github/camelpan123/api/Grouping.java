package io.github.camelpan123.api;

/** What one exchange of the transcode consumer is about. */
public enum Grouping {
    /** One finished resolution of one video. */
    resolution,
    /** One video, once all its started resolutions are final. */
    video
}
