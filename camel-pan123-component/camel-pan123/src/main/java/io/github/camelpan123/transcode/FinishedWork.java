package io.github.camelpan123.transcode;

import io.github.camelpan123.api.TranscodeResult;
import java.util.List;

/**
 * The content of one exchange. It is fixed when it is found, so that changes of a route to its message do not affect
 * what is marked as done.
 *
 * @param key identifies the video, its resolutions and their jobs
 * @param video the video of the results
 * @param results one result, or all results of the video
 * @param jobs the awaited jobs of the results, which may be started again meanwhile; empty if all jobs are awaited
 */
public record FinishedWork(String key, TranscodeVideo video, List<TranscodeResult> results, List<WatchedJob> jobs) {}
