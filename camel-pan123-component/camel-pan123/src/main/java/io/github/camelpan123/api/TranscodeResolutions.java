package io.github.camelpan123.api;

import java.io.Serializable;
import java.util.List;

/**
 * What a video can be transcoded to (platform/calls.md, "Resolutions").
 *
 * @param fileId the video's id in the transcode space
 * @param pending whether the platform is still finding out; the other members mean nothing then
 * @param available in upper case, such as {@code 720P}
 * @param started those already running or done, in upper case
 * @param codec passed on to the start call
 * @param seconds the length of the video, passed on to the start call
 */
public record TranscodeResolutions(
        long fileId, boolean pending, List<String> available, List<String> started, String codec, long seconds)
        implements Serializable {

    /** What can still be started. */
    public List<String> startable() {
        return available.stream().filter(r -> !started.contains(r)).toList();
    }
}
