package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NotFoundException;
import io.github.camelpan123.platform.TranscodeCalls;
import io.github.camelpan123.platform.TranscodeResult;
import io.github.camelpan123.platform.TranscodeState;
import io.github.camelpan123.poll.AfterRead;
import io.github.camelpan123.poll.Look;
import io.github.camelpan123.poll.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the videos that are watched and which of their results were handed out. What it remembers is bounded by
 * what is watched. A video whose results are all final and delivered is not asked for again until something changes.
 */
public final class TranscodeWatch implements Watch<FinishedWork> {

    private static final Logger LOG = LoggerFactory.getLogger(TranscodeWatch.class);

    /** One list or answer that misses a video may be a hiccup: lists change while they are paged. */
    private static final int GONE_AFTER = 3;
    /** How long the answer to a start may be under way before its job is looked at without it. */
    private static final Duration START_UNDER_WAY = Duration.ofMinutes(1);
    /** After so long a start without an answer, of which the platform knows nothing, never happened. */
    private static final Duration START_LOST = Duration.ofMinutes(10);

    private static final int PREPARING = 1;

    private final AccountLease account;
    private final TranscodeSpace space;
    private final WatchOptions options;
    private final WatchList list;

    private final Map<Long, VideoState> videos = new HashMap<>();
    /** Those to ask, least recently asked first, so that none starves where only some can be handed out. */
    private final Set<Long> order = new LinkedHashSet<>();

    /** @param space to be watched */
    public TranscodeWatch(TranscodeSpace space, WatchOptions options) {
        this.account = space.account();
        this.space = space;
        this.options = options;
        this.list = space.watchList(options.watchListDirectory());
    }

    /** Whether the account's share that it works with is still open. */
    public boolean open() {
        return !account.closed();
    }

    @Override
    public Look<FinishedWork> look(BooleanSupplier goesOn) {
        return new TranscodeLook(account, space, this, options.source() == Source.space, goesOn);
    }

    /** The videos to ask that are known at the begin of a look, in this order. */
    List<Long> known() {
        if (options.source() == Source.started) {
            takeUp(list.jobs());
        }
        synchronized (this) {
            for (long id : options.fileIds()) {
                reopen(videos.computeIfAbsent(id, VideoState::new));
            }
            return List.copyOf(order);
        }
    }

    private synchronized void takeUp(Map<Long, Map<String, WatchedJob>> jobs) {
        videos.values().removeIf(video -> !jobs.containsKey(video.fileId) && video.idle());
        order.retainAll(videos.keySet());
        jobs.forEach((fileId, ofVideo) -> {
            WatchedVideo known = ofVideo.values().iterator().next().video();
            VideoState video = videos.computeIfAbsent(fileId, VideoState::new);
            video.name = known.name();
            video.sourceFileId = known.sourceFileId();
            video.wanted = ofVideo;
            video.settled = false;
            video.leftover |= afterwards() && ofVideo.values().stream().anyMatch(WatchedJob::delivered);
            order.add(fileId);
        });
    }

    private void reopen(VideoState video) {
        if (!video.settled || space.starts(video.fileId) != video.starts) {
            video.settled = false;
            order.add(video.fileId);
        }
    }

    /**
     * A list shows a video.
     *
     * @return whether it is to be asked, and was not before
     */
    synchronized boolean listed(FileEntry entry) {
        VideoState video = videos.computeIfAbsent(entry.fileId(), VideoState::new);
        video.missing = 0;
        video.name = entry.name();
        if (!entry.equals(video.entry) || space.starts(entry.fileId()) != video.starts) {
            video.entry = entry;
            video.settled = false;
        }
        return !video.settled && order.add(entry.fileId());
    }

    /** A list is complete: what is not in it any more is forgotten, though not at once. */
    synchronized void listedAll(Set<Long> fileIds) {
        videos.values().removeIf(video -> {
            boolean gone = !fileIds.contains(video.fileId) && ++video.missing >= GONE_AFTER && video.idle();
            if (gone) {
                order.remove(video.fileId);
            }
            return gone;
        });
    }

    /** Whether a video is still to be asked, now that its turn has come. */
    synchronized boolean asking(long fileId) {
        VideoState video = videos.get(fileId);
        if (video == null || video.settled) {
            return false;
        }
        video.starts = space.starts(fileId);
        return true;
    }

    /** The platform does not know a video. */
    void absent(long fileId) {
        VideoState video;
        synchronized (this) {
            video = videos.get(fileId);
            rotate(fileId);
            if (video == null || ++video.missing != GONE_AFTER) {
                return;
            }
        }
        LOG.warn(
                "Video {} {} is not in the transcode space any more; nothing more is to come of it",
                fileId,
                video.name);
        if (video.wanted != null) {
            list.over(video.video(), video.wanted.keySet());
        }
    }

    /** The platform tells nothing about a video, which must not stand in the way of the others. */
    synchronized void refused(long fileId, Pan123Exception why) {
        LOG.warn("The results of video {} cannot be asked for: {}", fileId, why.getMessage());
        rotate(fileId);
    }

    private void rotate(long fileId) {
        if (order.remove(fileId)) {
            order.add(fileId);
        }
    }

    /**
     * The platform told the results of a video.
     *
     * @param most how much can be handed out
     * @return what is to be handed out now
     */
    List<FinishedWork> news(long fileId, List<TranscodeResult> answer, int most) {
        VideoState video;
        List<FinishedWork> fresh;
        boolean act;
        synchronized (this) {
            video = videos.get(fileId);
            if (video == null) {
                return List.of();
            }
            rotate(fileId);
            if (options.source() != Source.space) {
                video.missing = 0;
            }
            List<FinishedWork> candidates = candidates(video, answer);
            video.due = candidates.stream().map(FinishedWork::key).collect(Collectors.toUnmodifiableSet());
            fresh = candidates.stream()
                    .filter(work -> !delivered(video, work) && !video.isInWork(work.key()))
                    .sorted(Comparator.comparingInt(work -> video.failures(work.key())))
                    .limit(most)
                    .toList();
            fresh.forEach(work -> video.take(work.key()));
            act = video.leftover && readyToAct(video);
        }
        if (act) {
            act(video);
        }
        settle(video);
        return fresh;
    }

    /** Everything of a video that is final, or given up, whether it was delivered or not. */
    private List<FinishedWork> candidates(VideoState video, List<TranscodeResult> answer) {
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

    private List<FinishedWork> works(VideoState video, List<TranscodeResult> ended) {
        if (options.grouping() == Grouping.video) {
            return List.of(new FinishedWork(keys(ended), video.video(), ended));
        }
        return ended.stream()
                .map(result -> new FinishedWork(key(result), video.video(), List.of(result)))
                .toList();
    }

    private static boolean allFinal(Collection<TranscodeResult> results) {
        return !results.isEmpty()
                && results.stream().allMatch(result -> result.state().terminal());
    }

    /** One that failed may have been started again; the platform shows both. */
    private static Map<String, TranscodeResult> newest(VideoState video, List<TranscodeResult> answer) {
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
            boolean startUnderWay = !job.confirmed() && age(job).compareTo(START_UNDER_WAY) < 0;
            // what is there may be the failed job before the one that is just being started
            awaited.add(
                    found == null || startUnderWay
                            ? new TranscodeResult(video.fileId, video.name, resolution, 0, PREPARING, List.of(), null)
                            : found);
        });
        return awaited;
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

    /** Something in it has to change when the same resolution is transcoded again. */
    private static String key(TranscodeResult result) {
        String job = result.fileId() + "/" + result.resolution() + "/" + result.jobId() + "/";
        if (!result.state().terminal()) {
            return job + "given-up";
        }
        // only a failed one can be started again, perhaps under the same number
        return result.state() == TranscodeState.FAILED && result.updatedAt() != null
                ? job + result.status() + "/" + result.updatedAt().getEpochSecond()
                : job + result.status();
    }

    private static String keys(List<TranscodeResult> results) {
        return results.stream().map(TranscodeWatch::key).sorted().collect(Collectors.joining("+"));
    }

    private boolean delivered(VideoState video, FinishedWork work) {
        if (video.isDelivered(work.key())) {
            return true;
        }
        boolean known = inWatchList(video, work)
                || givenUpBefore(video, work)
                || options.repository() != null && options.repository().contains(work.key());
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

    /** What was given up makes no second exchange when it ends after all. */
    private static boolean givenUpBefore(VideoState video, FinishedWork work) {
        TranscodeResult result = work.results().get(0);
        return work.results().size() == 1
                && video.isDelivered(result.fileId() + "/" + result.resolution() + "/" + result.jobId() + "/given-up");
    }

    @Override
    public void completed(FinishedWork work) {
        VideoState video;
        boolean act = false;
        synchronized (this) {
            video = videos.get(work.video().fileId());
            if (video != null) {
                video.release(work.key());
                video.deliver(work.key());
                video.leftover |= afterwards();
                act = readyToAct(video);
            }
        }
        // first the act: a crash between the two costs a second exchange, not a video that stays for ever
        if (act) {
            act(video);
        }
        if (options.repository() != null) {
            options.repository().add(work.key());
        }
        if (options.source() == Source.started) {
            list.delivered(
                    work.video(),
                    work.results().stream().map(TranscodeResult::resolution).toList());
        }
        if (video != null) {
            settle(video);
        }
    }

    @Override
    public synchronized void givenBack(FinishedWork work, boolean failed) {
        VideoState video = videos.get(work.video().fileId());
        if (video != null) {
            video.release(work.key());
            if (failed) {
                video.fail(work.key());
            }
        }
    }

    private boolean afterwards() {
        return options.afterRead() != AfterRead.none;
    }

    private boolean readyToAct(VideoState video) {
        return afterwards()
                && video.allFinal
                && video.allEnded
                && video.idle()
                && video.allDelivered()
                && video.starts == space.starts(video.fileId);
    }

    /** Looks once more before it takes something away: the last answer may be old. */
    private void act(VideoState video) {
        try {
            List<TranscodeResult> now = account.await(TranscodeCalls.result(video.fileId));
            synchronized (this) {
                Collection<TranscodeResult> newest = newest(video, now).values();
                List<TranscodeResult> awaited = newest.stream()
                        .filter(result -> video.wanted == null || video.wanted.containsKey(result.resolution()))
                        .toList();
                boolean unchanged = allFinal(newest)
                        && works(video, awaited).stream().allMatch(work -> video.isDelivered(work.key()));
                if (!unchanged) {
                    return;
                }
            }
            account.await(TranscodeCalls.delete(video.fileId, options.afterRead() == AfterRead.delete));
            noLeftover(video);
        } catch (Pan123NotFoundException e) {
            // it is gone, as it should be
            noLeftover(video);
        } catch (Pan123Exception e) {
            LOG.warn(
                    "afterRead={} failed for video {} {}, and is tried again at the next poll: {}",
                    options.afterRead(),
                    video.fileId,
                    video.name,
                    e.getMessage());
        }
    }

    private synchronized void noLeftover(VideoState video) {
        video.leftover = false;
    }

    /** Asks no more for a video of which nothing more is to come. */
    private void settle(VideoState video) {
        Set<String> over;
        synchronized (this) {
            boolean settled =
                    video.allEnded && video.idle() && video.allDelivered() && (!video.leftover || video.givenUp);
            over = video.wanted == null ? Set.of() : settled ? video.wanted.keySet() : video.lost;
            if (settled) {
                video.settle();
                order.remove(video.fileId);
            }
        }
        if (!over.isEmpty()) {
            list.over(video.video(), over);
        }
    }
}
