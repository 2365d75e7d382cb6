package io.github.camelpan123.transcode;

import io.github.camelpan123.platform.TranscodeResult;
import java.util.List;

/**
 * What one exchange will carry, fixed when it was found, so that nothing a route does to its message changes what is
 * marked as done.
 *
 * @param key what it is known by
 * @param results one, or all of a video
 */
record FinishedWork(String key, List<TranscodeResult> results) {}
