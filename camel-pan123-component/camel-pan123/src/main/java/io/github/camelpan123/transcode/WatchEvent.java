package io.github.camelpan123.transcode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpan123.support.ChecksummedLine;
import java.time.Instant;

/**
 * One line of the watch list.
 *
 * @param what the kind of event
 * @param video the video of the job
 * @param resolution in upper case
 * @param at the time of the event
 */
record WatchEvent(What what, WatchedVideo video, String resolution, Instant at) {

    enum What {
        STARTING,
        STARTED,
        DELIVERED,
        OVER
    }

    private static final String WHAT = "job";
    private static final String FILE_ID = "fileId";
    private static final String RESOLUTION = "resolution";
    private static final String AT = "at";
    private static final String SOURCE_FILE_ID = "sourceFileId";
    private static final String NAME = "name";

    ObjectNode entry() {
        return ChecksummedLine.entry()
                .put(WHAT, what.name())
                .put(FILE_ID, video.fileId())
                .put(RESOLUTION, resolution)
                .put(AT, at.toString())
                .put(SOURCE_FILE_ID, video.sourceFileId())
                .put(NAME, video.name());
    }

    /** @throws RuntimeException if the entry is invalid */
    static WatchEvent of(JsonNode entry) {
        return new WatchEvent(
                What.valueOf(entry.required(WHAT).textValue()),
                new WatchedVideo(
                        entry.required(FILE_ID).longValue(),
                        entry.required(NAME).textValue(),
                        entry.required(SOURCE_FILE_ID).longValue()),
                entry.required(RESOLUTION).textValue(),
                Instant.parse(entry.required(AT).textValue()));
    }
}
