package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NotFoundException;
import io.github.camelpan123.platform.TranscodeCalls;
import io.github.camelpan123.platform.TranscodeResult;
import io.github.camelpan123.poll.AfterRead;
import io.github.camelpan123.poll.Look;
import io.github.camelpan123.poll.Watch;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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

    private final AccountLease account;
    private final TranscodeSpace space;
    private final WatchOptions options;
    private final WatchList list;
    private final FinishedResults finished;

    private final Map<Long, VideoState> videos = new HashMap<>();
    /** Those to ask, least recently asked first, so that none starves where only some can be handed out. */
    private final Set<Long> order = new LinkedHashSet<>();

    /** @param space to be watched */
    public TranscodeWatch(TranscodeSpace space, WatchOptions options) {
        this.account = space.account();
        this.space = space;
        this.options = options;
        this.list = space.watchList(options.watchListDirectory());
        this.finished = new FinishedResults(options);
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
            List<FinishedWork> candidates = finished.in(video, answer);
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

    private boolean delivered(VideoState video, FinishedWork work) {
        if (video.isDelivered(work.key())) {
            return true;
        }
        boolean known = inWatchList(video, work)
                || video.anyDelivered(key -> FinishedResults.gaveUp(key, work))
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
                Collection<TranscodeResult> newest =
                        FinishedResults.newest(video, now).values();
                List<TranscodeResult> awaited = newest.stream()
                        .filter(result -> video.wanted == null || video.wanted.containsKey(result.resolution()))
                        .toList();
                boolean unchanged = FinishedResults.allFinal(newest)
                        && finished.works(video, awaited).stream().allMatch(work -> video.isDelivered(work.key()));
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
