package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.TranscodeCalls;
import io.github.camelpan123.platform.TranscodeResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for finished transcodes in the space and remembers which were handed out. What it remembers is bounded by what
 * is in the space. A video whose results are all final and delivered is not asked for again until its entry changes.
 */
final class TranscodeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(TranscodeWatch.class);

    private final AccountLease account;
    private final TranscodeSpace space;
    private final Grouping grouping;

    private final Map<Long, Video> videos = new HashMap<>();

    private static final class Video {
        private FileEntry entry;
        private int starts;
        private boolean settled;
        private final Set<String> delivered = new HashSet<>();
        private final Set<String> inWork = new HashSet<>();
    }

    TranscodeWatch(AccountLease account, TranscodeSpace space, Grouping grouping) {
        this.account = account;
        this.space = space;
        this.grouping = grouping;
    }

    /** One look at the space; waits for its calls. */
    List<FinishedWork> look() {
        List<FileEntry> entries = new ArrayList<>();
        for (Iterator<FileEntry> all = space.list(); all.hasNext(); ) {
            FileEntry entry = all.next();
            if (!entry.directory()) {
                entries.add(entry);
            }
        }
        forgetGone(entries);
        List<FinishedWork> found = new ArrayList<>();
        try {
            for (FileEntry entry : entries) {
                if (account.closed()) {
                    break;
                }
                if (mayHaveNews(entry)) {
                    found.addAll(ask(entry));
                }
            }
        } catch (Pan123Exception e) {
            if (found.isEmpty()) {
                throw e;
            }
            LOG.warn("The look at the transcode space ended early, what was found so far goes on: {}", e.getMessage());
        }
        return found;
    }

    /** A video that the platform will not tell about must not stand in the way of the others. */
    private List<FinishedWork> ask(FileEntry entry) {
        try {
            return news(entry, account.await(TranscodeCalls.result(entry.fileId())));
        } catch (Pan123Exception e) {
            if (e.isRetriable() || e.getCode() == 0) {
                throw e;
            }
            LOG.warn("The results of {} cannot be asked for: {}", entry.name(), e.getMessage());
            return List.of();
        }
    }

    private synchronized void forgetGone(List<FileEntry> entries) {
        Set<Long> there = new HashSet<>();
        entries.forEach(entry -> there.add(entry.fileId()));
        videos.keySet().retainAll(there);
        space.keepStartsOf(there);
    }

    private synchronized boolean mayHaveNews(FileEntry entry) {
        Video video = videos.computeIfAbsent(entry.fileId(), id -> new Video());
        int starts = space.starts(entry.fileId());
        if (!entry.equals(video.entry) || starts != video.starts) {
            video.entry = entry;
            video.starts = starts;
            video.settled = false;
        }
        return !video.settled;
    }

    private synchronized List<FinishedWork> news(FileEntry entry, List<TranscodeResult> answer) {
        List<TranscodeResult> results =
                answer.stream().map(r -> r.withFileName(entry.name())).toList();
        boolean allFinal =
                !results.isEmpty() && results.stream().allMatch(r -> r.state().terminal());
        List<FinishedWork> candidates = grouping == Grouping.video
                ? (allFinal ? List.of(new FinishedWork(names(results), results)) : List.of())
                : results.stream()
                        .filter(r -> r.state().terminal())
                        .map(r -> new FinishedWork(r.resolution(), List.of(r)))
                        .toList();
        Video video = videos.computeIfAbsent(entry.fileId(), id -> new Video());
        List<FinishedWork> fresh = candidates.stream()
                .filter(work -> !video.delivered.contains(work.key()) && video.inWork.add(work.key()))
                .toList();
        video.settled = allFinal && candidates.stream().allMatch(work -> video.delivered.contains(work.key()));
        return fresh;
    }

    /** Of the resolutions, so that one that is started later makes the video news again. */
    private static String names(List<TranscodeResult> results) {
        return results.stream().map(TranscodeResult::resolution).sorted().collect(Collectors.joining(","));
    }

    /** The exchange completed: never again. */
    synchronized void completed(FinishedWork work) {
        Video video = release(work);
        if (video != null) {
            video.delivered.add(work.key());
        }
    }

    /** The exchange failed, or was never started: again at the next look. */
    synchronized void givenBack(FinishedWork work) {
        release(work);
    }

    private Video release(FinishedWork work) {
        Video video = videos.get(work.results().get(0).fileId());
        if (video != null) {
            video.inWork.remove(work.key());
        }
        return video;
    }
}
