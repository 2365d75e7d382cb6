package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeSource;
import io.github.camelpan123.consumer.Claims;
import io.github.camelpan123.consumer.Poll;
import io.github.camelpan123.consumer.Reporter;
import io.github.camelpan123.consumer.Tracker;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks videos and which of their results were returned. A video whose results are all final and delivered is not
 * queried again until something changes.
 */
public final class TranscodeTracker implements Tracker<FinishedWork> {

    private static final Logger LOG = LoggerFactory.getLogger(TranscodeTracker.class);

    /**
     * The consecutive lists or answers without a video after which it is forgotten. A single one may miss an existing
     * video, because the space can change between two pages.
     */
    private static final int GONE_AFTER = 3;
    /** The polls before a mark is acted on, because the process that wrote it may be about to run the action itself. */
    private static final int MARKED_POLLS = 3;
    /**
     * The concurrent after-read actions, each for one video. The platform completes this many within the time that a
     * stopping context waits.
     */
    private static final int MOST_ACTING = 50;

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final AccountLease account;
    private final TranscodeSpace space;
    private final TranscodeConsumerOptions options;
    private final WatchList list;
    private final FinishedResults finished;
    private final TranscodeMemory memory;
    private final Claims claims;
    private final Reporter reporter;
    private final Set<CompletableFuture<Void>> acting = ConcurrentHashMap.newKeySet();

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
        this.claims = new Claims(options.repository(), options.eager(), memory.claims);
        this.reporter = reporter;
    }

    @Override
    public Poll<FinishedWork> poll(BooleanSupplier goesOn) {
        guarded("Cannot write what was read to the idempotent repository; retrying at the next poll", claims::catchUp);
        return new TranscodePoll(account, space, this, options.source() == TranscodeSource.space, goesOn);
    }

    /** Returns the videos to query that are known at the start of a poll, in the order of the queries. */
    List<Long> known() {
        if (options.source() == TranscodeSource.started) {
            takeUp(list.jobs());
        }
        synchronized (memory) {
            for (long id : options.fileIds()) {
                reopen(memory.videos.computeIfAbsent(id, VideoState::new));
            }
            // the memory of a predecessor may contain other IDs
            return memory.order.stream()
                    .filter(id -> options.source() != TranscodeSource.ids
                            || options.fileIds().contains(id))
                    .toList();
        }
    }

    private void takeUp(Map<Long, Map<String, WatchedJob>> jobs) {
        synchronized (memory) {
            memory.videos.values().removeIf(video -> !jobs.containsKey(video.fileId) && video.idle());
            memory.order.retainAll(memory.videos.keySet());
            jobs.forEach((fileId, ofVideo) -> {
                WatchedVideo known = ofVideo.values().iterator().next().video();
                VideoState video = memory.videos.computeIfAbsent(fileId, VideoState::new);
                video.name = known.name();
                video.sourceFileId = known.sourceFileId();
                video.wanted = ofVideo;
                video.settled = false;
                video.leftover |= afterwards() && ofVideo.values().stream().anyMatch(WatchedJob::delivered);
                memory.order.add(fileId);
            });
        }
    }

    private void reopen(VideoState video) {
        if (!video.settled || space.starts(video.fileId) != video.starts) {
            video.settled = false;
            memory.order.add(video.fileId);
        }
    }

    /**
     * Handles a video that a list shows.
     *
     * @return whether the video must be queried and was not queued for it before
     */
    boolean listed(FileEntry entry) {
        synchronized (memory) {
            VideoState video = memory.videos.computeIfAbsent(entry.fileId(), VideoState::new);
            video.missing = 0;
            video.name = entry.name();
            if (!entry.equals(video.entry) || space.starts(entry.fileId()) != video.starts) {
                video.entry = entry;
                video.settled = false;
            }
            return !video.settled && memory.order.add(entry.fileId());
        }
    }

    /** Handles the end of a complete list. Forgets the videos that are missing in several consecutive lists. */
    void listedAll(Set<Long> fileIds) {
        synchronized (memory) {
            memory.videos.values().removeIf(video -> {
                boolean gone = !fileIds.contains(video.fileId) && ++video.missing >= GONE_AFTER && video.idle();
                if (gone) {
                    memory.order.remove(video.fileId);
                }
                return gone;
            });
        }
    }

    /** Whether a queued video must still be queried. */
    boolean asking(long fileId) {
        synchronized (memory) {
            VideoState video = memory.videos.get(fileId);
            if (video == null || video.settled) {
                return false;
            }
            video.starts = space.starts(fileId);
            return true;
        }
    }

    /** Handles a video that the platform does not know. */
    void absent(long fileId) {
        VideoState video;
        synchronized (memory) {
            video = memory.videos.get(fileId);
            rotate(fileId);
            if (video == null || ++video.missing < GONE_AFTER) {
                return;
            }
        }
        if (video.missing == GONE_AFTER) {
            LOG.warn(
                    "Video {} {} is no longer in the transcode space; no more results are expected",
                    fileId,
                    video.name);
        }
        if (video.wanted != null) {
            list.over(video.video(), video.wanted.keySet());
        }
    }

    /** Handles a video whose results the platform refuses to return. It must not block the others. */
    void refused(long fileId, Pan123Exception why) {
        synchronized (memory) {
            LOG.warn("Cannot query the results of video {}: {}", fileId, why.getMessage());
            rotate(fileId);
        }
    }

    private void rotate(long fileId) {
        if (memory.order.remove(fileId)) {
            memory.order.add(fileId);
        }
    }

    /**
     * Handles the results of a video.
     *
     * @param most the maximum number of work items to return
     * @return the work items to claim now
     */
    List<FinishedWork> newWork(long fileId, List<TranscodeResult> answer, int most) {
        VideoState video;
        List<FinishedWork> fresh;
        boolean act;
        synchronized (memory) {
            video = memory.videos.get(fileId);
            if (video == null) {
                return List.of();
            }
            rotate(fileId);
            if (options.source() != TranscodeSource.space) {
                video.missing = 0;
            }
            List<FinishedWork> candidates = finished.endedWork(video, answer);
            video.due = candidates.stream().map(FinishedWork::key).collect(Collectors.toUnmodifiableSet());
            fresh = candidates.stream()
                    .filter(work -> !delivered(video, work) && !video.isInWork(work.key()))
                    .sorted(Comparator.comparingInt(work -> video.failures(work.key())))
                    .limit(most)
                    .toList();
            act = video.leftover && readyToAct(video);
        }
        if (act) {
            act(video);
        }
        settle(video);
        return fresh;
    }

    private boolean delivered(VideoState video, FinishedWork work) {
        if (video.isDelivered(work.key())) {
            return true;
        }
        boolean known = inWatchList(video, work) || video.anyDelivered(key -> FinishedResults.gaveUp(key, work));
        if (known) {
            video.deliver(work.key());
        }
        return known;
    }

    private static boolean inWatchList(VideoState video, FinishedWork work) {
        return video.wanted != null
                && work.results().stream().allMatch(result -> {
                    WatchedJob job = video.wanted.get(result.resolution());
                    return job != null && job.delivered();
                });
    }

    @Override
    public boolean claim(FinishedWork work) {
        VideoState video;
        synchronized (memory) {
            video = memory.videos.get(work.video().fileId());
            if (video == null || video.acting || video.isInWork(work.key()) || delivered(video, work)) {
                return false;
            }
            // no after-read action runs while an exchange has a result of the video
            video.take(work.key());
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
                    video.release(work.key());
                    if (before) {
                        video.deliver(work.key());
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

    /** Returns the mark of a video of which something was read and whose after-read action is pending. */
    private static String mark(long fileId) {
        return fileId + "/after-read";
    }

    @Override
    public void completed(FinishedWork work) {
        over(work, false);
    }

    private void over(FinishedWork work, boolean poisoned) {
        VideoState video;
        boolean act = false;
        synchronized (memory) {
            video = memory.videos.get(work.video().fileId());
            if (video != null) {
                video.release(work.key());
                video.deliver(work.key());
                video.poisoned |= poisoned;
                video.leftover |= afterwards() && !poisoned;
                act = readyToAct(video);
            }
        }
        List<String> marks = new ArrayList<>();
        if (afterwards() && !poisoned) {
            marks.add(mark(work.video().fileId()));
        }
        if (options.eager()) {
            marks.add(done(work.key()));
        }
        guarded(
                "Cannot write " + work.key() + " to the idempotent repository; retrying at the next poll",
                () -> claims.commit(work.key(), marks));
        if (options.source() == TranscodeSource.started) {
            guarded(
                    "Cannot write to the watch list that " + work.key() + " is done",
                    () -> list.delivered(
                            work.video(),
                            work.results().stream()
                                    .map(TranscodeResult::resolution)
                                    .toList()));
        }
        if (act) {
            act(video);
        }
        if (video != null) {
            guarded("Cannot remove finished jobs from the watch list", () -> settle(video));
        }
    }

    @Override
    public void released(FinishedWork work) {
        release(work, false);
    }

    private void release(FinishedWork work, boolean failed) {
        guarded(
                "Cannot remove the claim of " + work.key() + " from the idempotent repository",
                () -> claims.release(work.key()));
        synchronized (memory) {
            VideoState video = memory.videos.get(work.video().fileId());
            if (video != null) {
                video.release(work.key());
                if (failed) {
                    video.fail(work.key());
                }
            }
        }
    }

    @Override
    public void failed(FinishedWork work, Throwable cause) {
        int failed;
        synchronized (memory) {
            VideoState video = memory.videos.get(work.video().fileId());
            failed = 1 + (video == null ? 0 : video.failures(work.key()));
        }
        if (options.maxAttempts() == 0 || failed < options.maxAttempts()) {
            release(work, true);
            return;
        }
        over(work, true);
        reporter.report(
                "The result of video " + work.video().fileId() + " "
                        + work.video().name() + " is given up after " + failed + " exchanges that failed (maxAttempts)",
                cause);
    }

    @Override
    public void flush(boolean last) {
        if (last) {
            try {
                CompletableFuture.allOf(acting.toArray(CompletableFuture<?>[]::new))
                        .get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException | ExecutionException e) {
                LOG.debug("What is not done by now is found again by its mark in the repository", e);
            }
        }
    }

    private boolean afterwards() {
        return options.afterRead() != AfterRead.none;
    }

    private boolean readyToAct(VideoState video) {
        return afterwards()
                && !video.poisoned
                && video.allFinal
                && video.allEnded
                && video.idle()
                && video.allDelivered()
                && video.starts == space.starts(video.fileId);
    }

    /**
     * Runs the after-read action of a video asynchronously, or synchronously if too many run already. It queries the
     * results again first, because the last answer may be outdated.
     */
    private void act(VideoState video) {
        synchronized (memory) {
            if (video.acting) {
                return;
            }
            video.acting = true;
        }
        CompletableFuture<Void> acted = Futures.begin(() -> account.call(TranscodeCalls.result(video.fileId)))
                .thenCompose(now -> unchanged(video, now)
                        ? account.call(TranscodeCalls.delete(video.fileId, options.afterRead() == AfterRead.delete))
                                .thenApply(done -> true)
                        : CompletableFuture.completedFuture(false))
                .handleAsync(
                        (taken, failure) -> {
                            acted(video, taken, Futures.unwrap(failure));
                            return null;
                        },
                        account.routes());
        acting.add(acted);
        acted.whenComplete((done, failure) -> acting.remove(acted));
        if (acting.size() > MOST_ACTING) {
            Futures.join(acted);
        }
    }

    private boolean unchanged(VideoState video, List<TranscodeResult> now) {
        synchronized (memory) {
            Collection<TranscodeResult> newest =
                    FinishedResults.newest(video, now).values();
            List<TranscodeResult> awaited = newest.stream()
                    .filter(result -> video.wanted == null || video.wanted.containsKey(result.resolution()))
                    .toList();
            return FinishedResults.allFinal(newest)
                    && finished.works(video, awaited).stream().allMatch(work -> video.isDelivered(work.key()));
        }
    }

    private void acted(VideoState video, Boolean taken, Throwable failure) {
        synchronized (memory) {
            video.acting = false;
        }
        // a missing video is the intended result
        if (failure == null ? taken : failure instanceof Pan123NotFoundException) {
            noLeftover(video);
        } else if (failure != null && !account.closed()) {
            reporter.report(
                    "afterRead=" + options.afterRead() + " failed for video " + video.fileId + " " + video.name
                            + ", and is tried again at the next poll",
                    failure);
        }
        guarded("Cannot remove finished jobs from the watch list", () -> settle(video));
    }

    private void noLeftover(VideoState video) {
        synchronized (memory) {
            video.leftover = false;
        }
        guarded(
                "Cannot remove the mark of video " + video.fileId
                        + " from the idempotent repository; retrying at the next poll",
                () -> claims.unmark(mark(video.fileId), mark(video.fileId)));
    }

    /** Stops the queries of a video that will have no more results. */
    private void settle(VideoState video) {
        checkMark(video);
        Set<String> over;
        synchronized (memory) {
            boolean settled = video.allEnded
                    && video.idle()
                    && video.allDelivered()
                    && (!video.leftover || video.givenUp || video.poisoned)
                    && (video.markChecked || !asksForMarks());
            over = video.wanted == null ? Set.of() : settled ? video.wanted.keySet() : video.lost;
            if (settled) {
                video.settle();
                memory.order.remove(video.fileId);
            }
        }
        if (!over.isEmpty()) {
            list.over(video.video(), over);
        }
    }

    private boolean asksForMarks() {
        return afterwards() && options.repository() != null;
    }

    /**
     * Checks the mark of a video. An earlier process may have read the whole video without running the after-read
     * action.
     */
    private void checkMark(VideoState video) {
        synchronized (memory) {
            if (!asksForMarks() || video.markChecked || video.leftover || !video.allEnded || !video.allDelivered()) {
                return;
            }
        }
        boolean marked = claims.marked(mark(video.fileId));
        synchronized (memory) {
            video.marked = marked ? video.marked + 1 : 0;
            video.markChecked = !marked || video.marked >= MARKED_POLLS;
            video.leftover |= video.marked >= MARKED_POLLS;
        }
    }

    private void guarded(String message, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            reporter.report(message, e);
        }
    }
}
