package io.github.camelpan123.transcode;

import io.github.camelpan123.api.TranscodeResult;
import java.util.List;

/**
 * What one exchange carries, fixed when it was found, so that nothing a route does to its message changes what is
 * marked as done.
 *
 * @param key what it is known by: video, resolution and job
 * @param video whose results
 * @param results one, or all of a video
 */
public record FinishedWork(String key, WatchedVideo video, List<TranscodeResult> results) {}
