package io.github.camelpan123.api;

import java.io.Serializable;
import java.util.List;

/**
 * The started jobs of a video.
 *
 * @param fileId the ID of the video
 * @param resolutions in upper case; empty if all requested jobs were already running or done
 */
public record TranscodeStart(long fileId, List<String> resolutions) implements Serializable {}
