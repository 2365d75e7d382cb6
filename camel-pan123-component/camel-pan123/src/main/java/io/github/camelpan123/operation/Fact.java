package io.github.camelpan123.operation;

/** What an operation tells besides its body; the producer makes headers of it. */
public enum Fact {
    FILE_ID,
    SOURCE_FILE_ID,
    PARENT_FILE_ID,
    PATH,
    FILE_NAME,
    SIZE,
    ETAG,
    REUSE,
    DUPLICATE,
    RESOLUTION,
    RESOLUTIONS,
    SEGMENT_NAME,
    ALREADY_GONE
}
