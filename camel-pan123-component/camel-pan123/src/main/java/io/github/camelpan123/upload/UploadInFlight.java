package io.github.camelpan123.upload;

import java.time.Duration;
import java.time.Instant;

/**
 * The state of an upload that is in progress or ended a short time ago.
 *
 * @param name the name of the file, without a path
 * @param size bytes; -1 until it is known
 * @param step the current step; the last one if the upload has failed
 * @param done the bytes processed in this step
 * @param since when the upload began
 * @param age how long it has taken so far, or took
 * @param bytesPerSecond the mean rate of this step; 0 if it moves no bytes
 * @param idle how long nothing has been reported; zero after the end
 * @param failure why the upload failed; null if it did not
 */
public record UploadInFlight(
        String name,
        long size,
        Step step,
        long done,
        Instant since,
        Duration age,
        long bytesPerSecond,
        Duration idle,
        String failure) {

    /** The steps of an upload. */
    public enum Step {
        /** The upload waits for a thread or for a call, or looks for an existing file. */
        WAIT,
        /** The content is read and digested. */
        HASH,
        /** Bytes are sent to the platform. */
        SEND,
        /** The platform merges and verifies the content. */
        VERIFY,
        /** The upload has succeeded. */
        DONE
    }
}
