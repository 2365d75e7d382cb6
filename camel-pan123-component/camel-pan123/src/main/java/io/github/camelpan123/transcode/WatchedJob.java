package io.github.camelpan123.transcode;

import java.time.Instant;

/**
 * One start of a job of the watch list. A failed job can be started again; {@code since} tells its starts apart.
 *
 * @param video the video of the job
 * @param resolution in upper case
 * @param since when it was started here
 * @param confirmed whether the platform confirmed the start; if not, the answer is pending or was lost
 * @param delivered whether its exchange completed
 */
record WatchedJob(TranscodeVideo video, String resolution, Instant since, boolean confirmed, boolean delivered) {

    WatchedJob confirm() {
        return new WatchedJob(video, resolution, since, true, delivered);
    }

    WatchedJob deliver() {
        return new WatchedJob(video, resolution, since, true, true);
    }
}
