package io.github.camelpan123.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The headers that describe the results of operations and consumers. */
public enum ResultHeader {
    FILE_ID,
    SOURCE_FILE_ID,
    PARENT_FILE_ID,
    PATH,
    FILE_NAME,
    SIZE,
    ETAG,
    REUSE,
    SKIPPED,
    ALREADY_GONE,
    RESOLUTION,
    RESOLUTIONS,
    SEGMENT_NAME,
    TRANSCODE_STATUS,
    PLAY_URL,
    TRACE_ID,
    ERROR_CODE;

    private final String header = "CamelPan123"
            + Arrays.stream(name().split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());

    /** Returns the name of the header. */
    public String header() {
        return header;
    }
}
