package io.github.camelpan123.simulator.transcode;

import io.github.camelpan123.simulator.protocol.Invented;

/**
 * A video on its way to one resolution. Its status follows from the time alone, so that it goes on while nobody looks.
 *
 * @param uid the account
 * @param id its id
 * @param fileId the video's id in the transcode space
 * @param resolution in lower case
 * @param startedAt milliseconds since 1970
 * @param finalAt milliseconds since 1970
 * @param outcome 3 to 254 failed, 255 done
 */
public record Job(long uid, long id, long fileId, String resolution, long startedAt, long finalAt, int outcome) {
    /** Status of a job that is done (platform/calls.md, "Values"). */
    public static final int DONE = 255;

    private static final int PREPARING = 1;
    private static final int RUNNING = 2;

    /**
     * The status (platform/calls.md, "Values").
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
     * When the status last changed.
     *
     * @param now milliseconds since 1970
     * @return milliseconds since 1970
     */
    public long updatedAt(long now) {
        return now >= finalAt ? finalAt : startedAt;
    }
}
