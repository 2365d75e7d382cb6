package io.github.camelpan123.api;

import java.io.Serializable;
import java.util.List;

/**
 * What was started of a video.
 *
 * @param fileId the video's id in the transcode space
 * @param resolutions in upper case; empty when all that was asked for ran already, or was done
 */
public record TranscodeStart(long fileId, List<String> resolutions) implements Serializable {}
