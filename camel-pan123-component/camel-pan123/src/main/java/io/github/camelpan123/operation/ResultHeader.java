package io.github.camelpan123.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What operations and consumers tell beside a body, by the header that holds it. */
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

    /** The name of the header. */
    public String header() {
        return header;
    }
}
