package io.github.camelpan123.transcode;

import java.time.Instant;

/**
 * The last known state of a transcode job.
 *
 * @param fileId the ID of the video in the transcode space
 * @param fileName empty if it is unknown
 * @param resolution in upper case
 * @param state the state
 * @param since when the job was started here, or first seen
 * @param stateSince when this state was first seen
 * @param seenAt when the platform told it last
 * @param reason why the last attempt to start it failed; null if it did not, or if the job has been started since
 */
public record TranscodeJobState(
        long fileId,
        String fileName,
        String resolution,
        State state,
        Instant since,
        Instant stateSince,
        Instant seenAt,
        String reason) {

    /** The states of a job. */
    public enum State {
        /** The platform is asked to start it, and has not confirmed that yet. */
        STARTING,
        /** The platform has started it, or prepares it. */
        PREPARING,
        /** The platform is working on it. */
        RUNNING,
        /** It has failed. */
        FAILED,
        /** It is done. */
        DONE
    }

    boolean ended() {
        return state == State.FAILED || state == State.DONE;
    }

    TranscodeJobState becomes(State next, Instant now) {
        return new TranscodeJobState(
                fileId, fileName, resolution, next, since, next == state ? stateSince : now, now, null);
    }

    TranscodeJobState notStarted(String why) {
        return new TranscodeJobState(fileId, fileName, resolution, state, since, stateSince, seenAt, why);
    }
}
