package io.github.camelpan123.transcode;

import java.time.Instant;

/**
 * One job in the watch list.
 *
 * @param video whose job
 * @param resolution in upper case
 * @param since when it was started here
 * @param confirmed whether the platform said that it started; if not, the answer is still to come or was lost
 * @param delivered whether its exchange completed
 */
record WatchedJob(WatchedVideo video, String resolution, Instant since, boolean confirmed, boolean delivered) {

    WatchedJob confirm() {
        return new WatchedJob(video, resolution, since, true, delivered);
    }

    WatchedJob deliver() {
        return new WatchedJob(video, resolution, since, true, true);
    }
}
