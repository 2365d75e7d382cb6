package io.github.camelpan123.transcode;

import io.github.camelpan123.api.Grouping;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Derives the work items of a video from an answer of the platform. The caller guards the video. */
final class FinishedResults {

    /**
     * The time during which a started job may be missing from the answer while the failed job before it is still shown.
     */
    private static final Duration START_UNDER_WAY = Duration.ofMinutes(1);
    /** The age after which an unanswered start counts as never executed, if the platform shows no such job. */
    private static final Duration START_LOST = Duration.ofMinutes(10);

    private static final int PREPARING = 1;

    private final TranscodeConsumerOptions options;

    /**
     * What an answer of the platform says about a video.
     *
     * @param works the work items of all results that are final or given up, delivered or not
     * @param allFinal whether all results are final
     * @param allEnded whether all awaited results are final or given up
     * @param givenUp whether awaited results are given up
     * @param lost the awaited jobs whose start was never executed
     */
    record Findings(
            List<FinishedWork> works, boolean allFinal, boolean allEnded, boolean givenUp, Set<WatchedJob> lost) {

        Set<String> keys() {
            return works.stream().map(FinishedWork::key).collect(Collectors.toUnmodifiableSet());
        }
    }

    FinishedResults(TranscodeConsumerOptions options) {
        this.options = options;
    }

    Findings of(TrackedVideo video, List<TranscodeResult> answer) {
        Map<String, TranscodeResult> newest = newest(video, answer);
        Set<WatchedJob> lost = lost(video, newest.keySet());
        Collection<TranscodeResult> awaited = video.wanted() == null ? newest.values() : awaited(video, newest, lost);
        List<TranscodeResult> ended = awaited.stream()
                .filter(result -> result.state().terminal() || givenUp(video, result))
                .toList();
        boolean allEnded = !awaited.isEmpty() && ended.size() == awaited.size();
        return new Findings(
                options.grouping() == Grouping.resolution || allEnded ? works(video, ended) : List.of(),
                allFinal(newest.values()),
                allEnded,
                allEnded && !allFinal(ended),
                lost);
    }

    List<FinishedWork> works(TrackedVideo video, List<TranscodeResult> ended) {
        if (options.grouping() == Grouping.video) {
            return List.of(new FinishedWork(keys(ended), video.video(), ended, jobs(video, ended)));
        }
        return ended.stream()
                .map(result ->
                        new FinishedWork(key(result), video.video(), List.of(result), jobs(video, List.of(result))))
                .toList();
    }

    private static List<WatchedJob> jobs(TrackedVideo video, List<TranscodeResult> results) {
        return video.wanted() == null
                ? List.of()
                : results.stream()
                        .map(result -> video.wanted().get(result.resolution()))
                        .toList();
    }

    static boolean allFinal(Collection<TranscodeResult> results) {
        return !results.isEmpty()
                && results.stream().allMatch(result -> result.state().terminal());
    }

    /** Returns the newest result of each resolution. After the restart of a failed job the platform shows both jobs. */
    static Map<String, TranscodeResult> newest(TrackedVideo video, List<TranscodeResult> answer) {
        Map<String, TranscodeResult> newest = new LinkedHashMap<>();
        answer.forEach(result -> newest.merge(
                result.resolution(),
                result.withFileName(video.name()),
                (one, other) -> other.jobId() >= one.jobId() ? other : one));
        return newest;
    }

    private static Set<WatchedJob> lost(TrackedVideo video, Set<String> shown) {
        return video.wanted() == null
                ? Set.of()
                : video.wanted().values().stream()
                        .filter(job -> !job.confirmed() && age(job).compareTo(START_LOST) > 0)
                        .filter(job -> !shown.contains(job.resolution()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static List<TranscodeResult> awaited(
            TrackedVideo video, Map<String, TranscodeResult> newest, Set<WatchedJob> lost) {
        List<TranscodeResult> awaited = new ArrayList<>();
        video.wanted().forEach((resolution, job) -> {
            TranscodeResult found = newest.get(resolution);
            if (found != null && !mayBeBefore(job, found)) {
                awaited.add(found);
            } else if (!lost.contains(job)) {
                awaited.add(
                        new TranscodeResult(video.fileId(), video.name(), resolution, 0, PREPARING, List.of(), null));
            }
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

    private boolean givenUp(TrackedVideo video, TranscodeResult running) {
        if (options.jobTimeout() == null) {
            return false;
        }
        Duration age = video.wanted() == null
                ? Duration.ofNanos(video.nanosRunning(running.resolution() + '/' + running.jobId(), System.nanoTime()))
                : age(video.wanted().get(running.resolution()));
        return age.compareTo(options.jobTimeout()) > 0;
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
