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
 * @param since the start of the job to which the event belongs; null in lines of earlier builds, which do not say it
 */
record WatchEvent(What what, TranscodeVideo video, String resolution, Instant at, Instant since) {

    enum What {
        STARTING,
        STARTED,
        REFUSED,
        DELIVERED,
        OVER
    }

    private static final String WHAT = "job";
    private static final String FILE_ID = "fileId";
    private static final String RESOLUTION = "resolution";
    private static final String AT = "at";
    private static final String SINCE = "since";
    private static final String SOURCE_FILE_ID = "sourceFileId";
    private static final String NAME = "name";

    WatchEvent(What what, WatchedJob job, Instant at) {
        this(what, job.video(), job.resolution(), at, job.since());
    }

    ObjectNode entry() {
        ObjectNode entry = ChecksummedLine.entry()
                .put(WHAT, what.name())
                .put(FILE_ID, video.fileId())
                .put(RESOLUTION, resolution)
                .put(AT, at.toString())
                .put(SOURCE_FILE_ID, video.sourceFileId())
                .put(NAME, video.name());
        return what == What.STARTING || since == null ? entry : entry.put(SINCE, since.toString());
    }

    /** @throws RuntimeException if the entry is invalid */
    static WatchEvent of(JsonNode entry) {
        What what = What.valueOf(entry.required(WHAT).textValue());
        Instant at = Instant.parse(entry.required(AT).textValue());
        return new WatchEvent(
                what,
                new TranscodeVideo(
                        entry.required(FILE_ID).longValue(),
                        entry.required(NAME).textValue(),
                        entry.required(SOURCE_FILE_ID).longValue()),
                entry.required(RESOLUTION).textValue(),
                at,
                what == What.STARTING ? at : since(entry));
    }

    private static Instant since(JsonNode entry) {
        return entry.has(SINCE) ? Instant.parse(entry.get(SINCE).textValue()) : null;
    }
}
