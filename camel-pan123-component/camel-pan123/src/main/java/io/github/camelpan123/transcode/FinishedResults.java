package io.github.camelpan123.transcode;

import io.github.camelpan123.api.Grouping;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Derives the work items of a video from an answer of the platform, and records the progress in the state of the video.
 * The caller guards the state.
 */
final class FinishedResults {

    /**
     * The time during which a started job may be missing from the answer while the failed job before it is still shown.
     */
    private static final Duration START_UNDER_WAY = Duration.ofMinutes(1);
    /** The age after which an unanswered start counts as never executed, if the platform shows no such job. */
    private static final Duration START_LOST = Duration.ofMinutes(10);

    private static final int PREPARING = 1;

    private final TranscodeConsumerOptions options;

    FinishedResults(TranscodeConsumerOptions options) {
        this.options = options;
    }

    /** Returns the work items of all results that are final or given up, delivered or not. */
    List<FinishedWork> endedWork(VideoState video, List<TranscodeResult> answer) {
        Map<String, TranscodeResult> newest = newest(video, answer);
        video.allFinal = allFinal(newest.values());
        Collection<TranscodeResult> awaited = video.wanted == null ? newest.values() : awaited(video, newest);
        List<TranscodeResult> ended = awaited.stream()
                .filter(result -> result.state().terminal() || givenUp(video, result))
                .toList();
        video.allEnded = !awaited.isEmpty() && ended.size() == awaited.size();
        video.givenUp = video.allEnded && !allFinal(ended);
        return options.grouping() == Grouping.resolution || video.allEnded ? works(video, ended) : List.of();
    }

    List<FinishedWork> works(VideoState video, List<TranscodeResult> ended) {
        if (options.grouping() == Grouping.video) {
            return List.of(new FinishedWork(keys(ended), video.video(), ended));
        }
        return ended.stream()
                .map(result -> new FinishedWork(key(result), video.video(), List.of(result)))
                .toList();
    }

    static boolean allFinal(Collection<TranscodeResult> results) {
        return !results.isEmpty()
                && results.stream().allMatch(result -> result.state().terminal());
    }

    /** Returns the newest result of each resolution. After the restart of a failed job the platform shows both jobs. */
    static Map<String, TranscodeResult> newest(VideoState video, List<TranscodeResult> answer) {
        Map<String, TranscodeResult> newest = new LinkedHashMap<>();
        answer.forEach(result -> newest.merge(
                result.resolution(),
                result.withFileName(video.name),
                (one, other) -> other.jobId() >= one.jobId() ? other : one));
        return newest;
    }

    private static List<TranscodeResult> awaited(VideoState video, Map<String, TranscodeResult> newest) {
        List<TranscodeResult> awaited = new ArrayList<>();
        video.lost = new HashSet<>();
        video.wanted.forEach((resolution, job) -> {
            TranscodeResult found = newest.get(resolution);
            if (found == null && !job.confirmed() && age(job).compareTo(START_LOST) > 0) {
                video.lost.add(resolution);
                return;
            }
            awaited.add(
                    found == null || mayBeBefore(job, found)
                            ? new TranscodeResult(video.fileId, video.name, resolution, 0, PREPARING, List.of(), null)
                            : found);
        });
        return awaited;
    }

    /**
     * Whether a result may belong to the job before the one that was just started. Only a failed job can be restarted,
     * so any other result belongs to the started job, even if the answer to its start was lost.
     */
    private static boolean mayBeBefore(WatchedJob job, TranscodeResult found) {
        return !job.confirmed()
                && found.state() == TranscodeState.FAILED
                && (found.updatedAt() == null || found.updatedAt().isBefore(job.since()))
                && age(job).compareTo(START_UNDER_WAY) < 0;
    }

    private static Duration age(WatchedJob job) {
        return Duration.between(job.since(), Instant.now());
    }

    private boolean givenUp(VideoState video, TranscodeResult running) {
        if (options.jobTimeout() == null) {
            return false;
        }
        Duration underWay = video.wanted == null
                ? Duration.ofNanos(video.nanosUnderWay(running.resolution() + '/' + running.jobId(), System.nanoTime()))
                : age(video.wanted.get(running.resolution()));
        return underWay.compareTo(options.jobTimeout()) > 0;
    }

    /** Returns the key of a result. The key must change when the same resolution is transcoded again. */
    private static String key(TranscodeResult result) {
        if (!result.state().terminal()) {
            return keyOfGivenUp(result);
        }
        String job = job(result);
        // only a failed job can be restarted, possibly with the same job ID
        return result.state() == TranscodeState.FAILED && result.updatedAt() != null
                ? job + result.status() + "/" + result.updatedAt().getEpochSecond()
                : job + result.status();
    }

    private static String keyOfGivenUp(TranscodeResult result) {
        return job(result) + "given-up";
    }

    /** Whether an exchange with this key had the same jobs, some of them given up. Such jobs get no second exchange. */
    static boolean gaveUp(String key, FinishedWork work) {
        Set<String> then = Set.of(key.split("\\+"));
        return then.size() == work.results().size()
                && work.results().stream()
                        .allMatch(result -> then.contains(key(result)) || then.contains(keyOfGivenUp(result)));
    }

    private static String job(TranscodeResult result) {
        return result.fileId() + "/" + result.resolution() + "/" + result.jobId() + "/";
    }

    private static String keys(List<TranscodeResult> results) {
        return results.stream().map(FinishedResults::key).sorted().collect(Collectors.joining("+"));
    }
}
