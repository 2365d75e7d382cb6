package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeSource;
import io.github.camelpan123.consumer.Claims;
import io.github.camelpan123.consumer.Poll;
import io.github.camelpan123.consumer.Reporter;
import io.github.camelpan123.consumer.Tracker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks videos and which of their results were returned. A video whose results are all final and delivered is not
 * queried again until something changes. {@link TrackedVideo} holds the state of a video; this class turns what
 * happens into its events.
 */
public final class TranscodeTracker implements Tracker<FinishedWork> {

    private static final Logger LOG = LoggerFactory.getLogger(TranscodeTracker.class);

    private final AccountLease account;
    private final TranscodeSpace space;
    private final TranscodeConsumerOptions options;
    private final WatchList list;
    private final FinishedResults finished;
    private final TranscodeMemory memory;
    private final Claims claims;
    private final Reporter reporter;
    private final AfterReadActions actions;

    /**
     * @param space the tracked space
     * @param memory the memory of this consumer or of its predecessor
     * @param reporter receives the failures
     */
    public TranscodeTracker(
            TranscodeSpace space, TranscodeConsumerOptions options, TranscodeMemory memory, Reporter reporter) {
        this.account = space.account();
        this.space = space;
        this.options = options;
        this.list = space.watchList(options.watchListDirectory());
        this.finished = new FinishedResults(options);
        this.memory = memory;
        this.claims = new Claims(options.repository(), options.eager(), memory.claims());
        this.reporter = reporter;
        this.actions = new AfterReadActions(space, options, finished, memory, claims, reporter, this::settleGuarded);
    }

    // the polls

    @Override
    public Poll<FinishedWork> poll(BooleanSupplier goesOn) {
        reporter.guard(
                "The results that were read cannot be written to the idempotent repository. This is tried"
                        + " again at the next poll",
                claims::catchUp);
        return new TranscodePoll(account, space, this, options.source() == TranscodeSource.space, goesOn);
    }

    /** Returns the videos to query that are known at the start of a poll, in the order of the queries. */
    List<Long> known() {
        if (options.source() == TranscodeSource.started) {
            memory.takeUp(list.jobs(), actions.wanted());
        }
        memory.request(options.fileIds(), space::starts);
        return memory.toQuery(id ->
                options.source() != TranscodeSource.ids || options.fileIds().contains(id));
    }

    /**
     * Handles a video that a list shows.
     *
     * @return whether the video must be queried and was not queued for it before
     */
    boolean listed(FileEntry entry) {
        return memory.listed(entry, space.starts(entry.fileId()));
    }

    /** Handles the end of a complete list. */
    void listedAll(Set<Long> fileIds) {
        memory.listedAll(fileIds);
    }

    /**
     * Handles the query of a queued video.
     *
     * @return the number of changes of the video so far; empty if it needs no query any more
     */
    OptionalInt queried(long fileId) {
        return memory.queried(fileId, space.starts(fileId));
    }

    /** Handles a video that the platform does not know. */
    void absent(long fileId) {
        String name;
        List<WatchedJob> awaited;
        int missing;
        synchronized (memory) {
            memory.queueLast(fileId);
            TrackedVideo video = memory.video(fileId);
            if (video == null) {
                return;
            }
            video.missed();
            space.jobs().absent(fileId);
            missing = video.missing();
            name = video.name();
            awaited = video.wanted() == null
                    ? List.of()
                    : List.copyOf(video.wanted().values());
        }
        if (missing < TranscodeMemory.GONE_AFTER) {
            return;
        }
        if (missing == TranscodeMemory.GONE_AFTER) {
            LOG.warn("Video {} {} is no longer in the transcode space. No more results are expected", fileId, name);
        }
        if (!awaited.isEmpty()) {
            list.over(awaited);
        }
    }

    /** Handles a video whose results the platform refuses to return. It must not block the others. */
    void refused(long fileId, Pan123Exception why) {
        LOG.warn("The results of video {} cannot be queried: {}", fileId, why.getMessage());
        memory.queueLast(fileId);
    }

    /**
     * Handles the results of a video.
     *
     * @param changes the number of changes of the video when it was queried
     * @param most the maximum number of work items to return
     * @return the work items to claim now
     */
    List<FinishedWork> answered(long fileId, int changes, List<TranscodeResult> answer, int most) {
        TrackedVideo video;
        List<FinishedWork> fresh;
        boolean act;
        synchronized (memory) {
            video = memory.video(fileId);
            if (video == null) {
                return List.of();
            }
            memory.queueLast(fileId);
            if (options.source() != TranscodeSource.space) {
                video.found();
            }
            space.jobs().told(FinishedResults.newest(video, answer).values());
            if (video.changes() != changes) {
                // may be the results before a restart, which say nothing about the jobs that are awaited now
                return List.of();
            }
            FinishedResults.Findings findings = finished.of(video, answer);
            video.answered(findings);
            fresh = findings.works().stream()
                    .filter(work -> !delivered(video, work) && !video.isClaimed(work.key()))
                    .sorted(Comparator.comparingInt(work -> video.failures(work.key())))
                    .limit(most)
                    .toList();
            act = video.isActionDue() && actions.mayStart(video);
        }
        if (act) {
            actions.start(video);
        }
        settle(video);
        return fresh;
    }

    private boolean delivered(TrackedVideo video, FinishedWork work) {
        if (video.isDelivered(work.key())) {
            return true;
        }
        boolean known = inWatchList(video, work) || video.anyDelivered(key -> FinishedResults.gaveUp(key, work));
        if (known) {
            video.deliveredBefore(work.key());
        }
        return known;
    }

    private static boolean inWatchList(TrackedVideo video, FinishedWork work) {
        return video.wanted() != null
                && work.results().stream().allMatch(result -> {
                    WatchedJob job = video.wanted().get(result.resolution());
                    return job != null && job.delivered();
                });
    }

    // the exchanges

    @Override
    public boolean claim(FinishedWork work) {
        TrackedVideo video;
        synchronized (memory) {
            video = memory.video(work.video().fileId());
            if (video == null || !video.mayBeClaimed(work.key()) || delivered(video, work)) {
                return false;
            }
            // no after-read action runs while an exchange has a result of the video
            video.claimed(work.key());
        }
        Claims.Outcome outcome = null;
        boolean before = false;
        try {
            outcome = claims.claim(work.key(), () -> true);
            before = outcome == Claims.Outcome.READ
                    || outcome == Claims.Outcome.TAKEN && claims.marked(done(work.key()));
            return outcome == Claims.Outcome.CLAIMED;
        } finally {
            if (outcome != Claims.Outcome.CLAIMED) {
                synchronized (memory) {
                    video.released(work.key());
                    if (before) {
                        video.deliveredBefore(work.key());
                    }
                }
            }
            if (before) {
                settle(video);
            }
        }
    }

    /**
     * Returns the mark of a completed exchange. In eager mode the key itself is in the repository from the claim on, so
     * the completion needs a key of its own.
     */
    private static String done(String key) {
        return key + "/done";
    }

    /** Returns the video of a claimed result. It is not forgotten while an exchange has the result. */
    private TrackedVideo claimed(FinishedWork work) {
        return memory.video(work.video().fileId());
    }

    @Override
    public void completed(FinishedWork work) {
        TrackedVideo video = claimed(work);
        boolean act;
        synchronized (memory) {
            video.completed(work.key(), actions.wanted());
            act = actions.mayStart(video);
        }
        commit(work, actions.wanted());
        if (act) {
            actions.start(video);
        }
        settleGuarded(video);
    }

    private void commit(FinishedWork work, boolean action) {
        List<String> marks = new ArrayList<>();
        if (action) {
            marks.add(AfterReadActions.mark(work.video().fileId()));
        }
        if (options.eager()) {
            marks.add(done(work.key()));
        }
        reporter.guard(
                "Cannot write " + work.key() + " to the idempotent repository; retrying at the next poll",
                () -> claims.commit(work.key(), marks));
        if (options.source() == TranscodeSource.started) {
            reporter.guard(
                    "Cannot write to the watch list that " + work.key() + " is done",
                    () -> list.delivered(work.jobs()));
        }
    }

    @Override
    public void released(FinishedWork work) {
        release(work);
        synchronized (memory) {
            claimed(work).released(work.key());
        }
    }

    private void release(FinishedWork work) {
        reporter.guard(
                "Cannot remove the claim of " + work.key() + " from the idempotent repository",
                () -> claims.release(work.key()));
    }

    @Override
    public void failed(FinishedWork work, Throwable cause) {
        TrackedVideo video = claimed(work);
        int failed;
        synchronized (memory) {
            failed = 1 + video.failures(work.key());
        }
        if (options.maxAttempts() == 0 || failed < options.maxAttempts()) {
            release(work);
            synchronized (memory) {
                video.failed(work.key());
            }
            return;
        }
        synchronized (memory) {
            video.gaveUp(work.key());
            memory.gaveUp();
        }
        commit(work, false);
        settleGuarded(video);
        reporter.report(
                "The result of video " + work.video().fileId() + " "
                        + work.video().name() + " is given up after " + failed + " exchanges that failed"
                        + " (maxAttempts)",
                cause);
    }

    // the after-read action and the end of a video

    @Override
    public int backlog() {
        return memory.pending();
    }

    @Override
    public long givenUp() {
        return memory.givenUp();
    }

    @Override
    public void flush(boolean last) {
        if (last) {
            actions.await();
        }
    }

    private void settleGuarded(TrackedVideo video) {
        reporter.guard("Cannot remove finished jobs from the watch list", () -> settle(video));
    }

    /** Stops the queries of a video that will have no more results. */
    private void settle(TrackedVideo video) {
        actions.checkMark(video);
        List<WatchedJob> over;
        synchronized (memory) {
            if (video.maySettle(actions.asksForMarks())) {
                memory.settle(video);
            }
            over = video.over();
        }
        if (!over.isEmpty()) {
            list.over(over);
        }
    }
}
