package io.github.camelpan123.transcode;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.consumer.ClaimMemory;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;

/**
 * The tracked videos and the order of their queries. Its size is bounded by their number. Its monitor guards the videos
 * as well. It outlives a consumer.
 */
public final class TranscodeMemory {

    /**
     * The consecutive lists or answers without a video after which it is forgotten. A single one may miss an existing
     * video, because the space can change between two pages.
     */
    static final int GONE_AFTER = 3;

    private final ClaimMemory claims = new ClaimMemory();
    private final Map<Long, TrackedVideo> videos = new HashMap<>();
    /** The videos to query, least recently queried first, so that each gets its turn if a poll returns only some. */
    private final Set<Long> order = new LinkedHashSet<>();

    private long givenUp;

    ClaimMemory claims() {
        return claims;
    }

    /** Returns a video; null if it was forgotten. A video of which an exchange has a result is not forgotten. */
    synchronized TrackedVideo video(long fileId) {
        return videos.get(fileId);
    }

    private TrackedVideo tracked(long fileId) {
        return videos.computeIfAbsent(fileId, TrackedVideo::new);
    }

    /**
     * Returns the videos to query, in the order of the queries.
     *
     * @param ofInterest the memory of a predecessor may contain other videos
     */
    synchronized List<Long> toQuery(LongPredicate ofInterest) {
        return order.stream().filter(ofInterest::test).toList();
    }

    /** Tracks videos by their IDs. */
    synchronized void request(Collection<Long> fileIds, LongToIntFunction starts) {
        for (long fileId : fileIds) {
            TrackedVideo video = tracked(fileId);
            video.requested(starts.applyAsInt(fileId));
            queue(video);
        }
    }

    /**
     * Tracks the videos of a watch list and no others.
     *
     * @param actions whether an after-read action follows the exchanges
     */
    synchronized void takeUp(Map<Long, Map<String, WatchedJob>> jobs, boolean actions) {
        videos.values().removeIf(video -> !jobs.containsKey(video.fileId()) && video.mayBeForgotten());
        order.retainAll(videos.keySet());
        jobs.forEach((fileId, ofVideo) -> {
            TrackedVideo video = tracked(fileId);
            video.wanted(ofVideo);
            if (actions && ofVideo.values().stream().anyMatch(WatchedJob::delivered)) {
                video.actionLeft();
            }
            queue(video);
        });
    }

    /**
     * Handles a video that a list shows.
     *
     * @return whether the video must be queried and was not queued for it before
     */
    synchronized boolean listed(FileEntry entry, int starts) {
        TrackedVideo video = tracked(entry.fileId());
        video.listed(entry, starts);
        return queue(video);
    }

    /** Handles the end of a complete list. Forgets the videos that are missing in several consecutive lists. */
    synchronized void listedAll(Set<Long> fileIds) {
        videos.values().removeIf(video -> {
            if (fileIds.contains(video.fileId())) {
                return false;
            }
            video.missed();
            boolean gone = video.missing() >= GONE_AFTER && video.mayBeForgotten();
            if (gone) {
                order.remove(video.fileId());
            }
            return gone;
        });
    }

    private boolean queue(TrackedVideo video) {
        return video.mayBeQueried() && order.add(video.fileId());
    }

    /**
     * Handles the query of a queued video.
     *
     * @return the number of changes of the video so far; empty if it needs no query any more
     */
    synchronized OptionalInt queried(long fileId, int starts) {
        TrackedVideo video = videos.get(fileId);
        if (video == null || !video.mayBeQueried()) {
            return OptionalInt.empty();
        }
        video.queried(starts);
        return OptionalInt.of(video.changes());
    }

    /** Records a result whose exchanges failed too often. */
    synchronized void gaveUp() {
        givenUp++;
    }

    synchronized long givenUp() {
        return givenUp;
    }

    /** Returns the number of videos that are not settled. */
    synchronized int pending() {
        return order.size();
    }

    /** Moves an answered video to the end of the queue. */
    synchronized void queueLast(long fileId) {
        if (order.remove(fileId)) {
            order.add(fileId);
        }
    }

    /** Settles a video and ends its queries. */
    synchronized void settle(TrackedVideo video) {
        video.settled();
        order.remove(video.fileId());
    }
}
