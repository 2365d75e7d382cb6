package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeState;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.ShortText;
import io.github.camelpan123.transcode.TranscodeJobState.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The transcode jobs of an account that are known to be unfinished, and the last ones that were seen to end. It learns
 * from the calls that are made anyway.
 */
public final class TranscodeJobs {

    private static final int MOST_RUNNING = 1000;
    private static final int MOST_ENDED = 50;
    private static final int LONGEST_REASON = 300;

    private final Clock clock;
    private final Map<Key, TranscodeJobState> running = BoundedMap.byInsertion(MOST_RUNNING);
    private final Map<Key, TranscodeJobState> ended = BoundedMap.byInsertion(MOST_ENDED);

    private record Key(long fileId, String resolution) {}

    TranscodeJobs(Clock clock) {
        this.clock = clock;
    }

    /** Returns the jobs of all users of an account. */
    public static TranscodeJobs of(AccountLease account) {
        return account.shared(TranscodeJobs.class, () -> new TranscodeJobs(Clock.systemUTC()));
    }

    /** The platform is asked to start jobs. */
    synchronized void starting(TranscodeVideo video, Collection<String> resolutions) {
        Instant now = clock.instant();
        for (String resolution : resolutions) {
            Key key = new Key(video.fileId(), resolution);
            ended.remove(key);
            TranscodeJobState before = running.get(key);
            running.put(
                    key,
                    new TranscodeJobState(
                            video.fileId(),
                            video.name(),
                            resolution,
                            State.STARTING,
                            now,
                            now,
                            now,
                            before == null || before.state() != State.STARTING ? null : before.reason()));
        }
    }

    /** An attempt to start jobs has failed, but may have been executed or may be repeated. */
    synchronized void notStarted(TranscodeVideo video, Collection<String> resolutions, Throwable why) {
        String reason = ShortText.of(why, LONGEST_REASON);
        resolutions.forEach(resolution -> running.computeIfPresent(
                new Key(video.fileId(), resolution),
                (key, job) -> job.state() == State.STARTING ? job.notStarted(reason) : job));
    }

    /** The platform has started jobs. */
    synchronized void started(TranscodeVideo video, Collection<String> resolutions) {
        Instant now = clock.instant();
        resolutions.forEach(resolution -> running.computeIfPresent(
                new Key(video.fileId(), resolution),
                (key, job) -> job.state() == State.STARTING ? job.becomes(State.PREPARING, now) : job));
    }

    /** Whether a job runs or is done, or may have been started. */
    synchronized boolean begun(long fileId, String resolution) {
        Key key = new Key(fileId, resolution);
        TranscodeJobState last = ended.get(key);
        return running.containsKey(key) || last != null && last.state() == State.DONE;
    }

    /** The platform has refused to start jobs. */
    synchronized void refused(TranscodeVideo video, Collection<String> resolutions) {
        resolutions.forEach(resolution -> running.remove(new Key(video.fileId(), resolution)));
    }

    /** The platform does not know a video. */
    synchronized void absent(long fileId) {
        running.keySet().removeIf(key -> key.fileId() == fileId);
    }

    /**
     * The platform has told the newest results of a video. Results that have ended before their job was seen here are
     * ignored, because a space may contain thousands of them.
     */
    synchronized void told(Collection<TranscodeResult> results) {
        Instant now = clock.instant();
        for (TranscodeResult result : results) {
            Key key = new Key(result.fileId(), result.resolution());
            TranscodeJobState known = running.get(key);
            boolean over = result.state().terminal();
            if (known == null ? over : isEarlier(result, known)) {
                continue;
            }
            TranscodeJobState job = known == null
                    ? new TranscodeJobState(
                            result.fileId(), result.fileName(), result.resolution(), state(result), now, now, now, null)
                    : known.becomes(state(result), now);
            if (over) {
                running.remove(key);
                ended.remove(key);
                ended.put(key, job);
            } else {
                running.put(key, job);
            }
        }
    }

    /** Whether a result may belong to the failed job before a restart. */
    private static boolean isEarlier(TranscodeResult result, TranscodeJobState known) {
        return result.state() == TranscodeState.FAILED
                && known.state() == State.STARTING
                && (result.updatedAt() == null || result.updatedAt().isBefore(known.since()));
    }

    private static State state(TranscodeResult result) {
        return switch (result.state()) {
            case PREPARING -> State.PREPARING;
            case RUNNING -> State.RUNNING;
            case FAILED -> State.FAILED;
            case DONE -> State.DONE;
        };
    }

    /** Returns the number of jobs that are known to be unfinished. */
    public synchronized int unfinished() {
        return running.size();
    }

    /** Returns the unfinished jobs, the oldest first, and then the ended ones, the latest first. */
    public synchronized List<TranscodeJobState> all(int mostUnfinished) {
        List<TranscodeJobState> all =
                new ArrayList<>(running.values().stream().limit(mostUnfinished).toList());
        List<TranscodeJobState> over = new ArrayList<>(ended.values());
        Collections.reverse(over);
        all.addAll(over);
        return all;
    }
}
