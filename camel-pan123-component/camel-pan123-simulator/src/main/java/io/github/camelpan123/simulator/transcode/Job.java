package io.github.camelpan123.simulator.transcode;

import io.github.camelpan123.simulator.protocol.Invented;

/**
 * A transcode job of one resolution. Its status depends only on the time, so that it progresses without any call.
 *
 * @param uid the account
 * @param id its ID
 * @param fileId the video's ID in the transcode space
 * @param resolution in lower case
 * @param startedAt milliseconds since 1970
 * @param finalAt milliseconds since 1970
 * @param outcome 3 to 254 failed, 255 done
 */
public record Job(long uid, long id, long fileId, String resolution, long startedAt, long finalAt, int outcome) {
    /** The status of a finished job (platform/calls.md, "Values"). */
    public static final int DONE = 255;

    private static final int PREPARING = 1;
    private static final int RUNNING = 2;

    /**
     * Returns the status (platform/calls.md, "Values").
     *
     * @param now milliseconds since 1970
     * @return 1 preparing, 2 running, 3 to 254 failed, 255 done
     */
    public int status(long now) {
        if (now >= finalAt) {
            return outcome;
        }
        return now - startedAt < (finalAt - startedAt) * Invented.PREPARING_SHARE ? PREPARING : RUNNING;
    }

    /**
     * Returns when the status last changed.
     *
     * @param now milliseconds since 1970
     * @return milliseconds since 1970
     */
    public long updatedAt(long now) {
        return now >= finalAt ? finalAt : startedAt;
    }
}
