package io.github.camelpan123.transcode;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One line of the watch list.
 *
 * @param what happened
 * @param video whose job
 * @param resolution in upper case
 * @param at when
 */
record WatchEvent(What what, WatchedVideo video, String resolution, Instant at) {

    enum What {
        STARTING,
        STARTED,
        DELIVERED,
        OVER
    }

    private static final int PARTS = 6;

    String line() {
        return String.join(
                " ",
                what.name(),
                Long.toString(video.fileId()),
                encode(resolution),
                Long.toString(at.toEpochMilli()),
                Long.toString(video.sourceFileId()),
                "'" + encode(video.name()));
    }

    /** @throws IllegalArgumentException when the line makes no sense */
    static WatchEvent parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(parts.length + " parts instead of " + PARTS);
        }
        return new WatchEvent(
                What.valueOf(parts[0]),
                new WatchedVideo(Long.parseLong(parts[1]), decode(parts[5].substring(1)), Long.parseLong(parts[4])),
                decode(parts[2]),
                Instant.ofEpochMilli(Long.parseLong(parts[3])));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
