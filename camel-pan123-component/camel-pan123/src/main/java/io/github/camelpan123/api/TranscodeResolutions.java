package io.github.camelpan123.api;

import java.io.Serializable;
import java.util.List;

/**
 * The resolutions that a video can be transcoded to (platform/calls.md, "Resolutions").
 *
 * @param fileId the ID of the video in the transcode space
 * @param pending whether the platform is still determining them; the other members are then meaningless
 * @param available in upper case, such as {@code 720P}
 * @param started those that are running or done, in upper case
 * @param codec passed to the start call
 * @param seconds the length of the video, passed to the start call
 */
public record TranscodeResolutions(
        long fileId, boolean pending, List<String> available, List<String> started, String codec, long seconds)
        implements Serializable {

    /** Returns the resolutions that can still be started. */
    public List<String> startable() {
        return available.stream().filter(r -> !started.contains(r)).toList();
    }
}
