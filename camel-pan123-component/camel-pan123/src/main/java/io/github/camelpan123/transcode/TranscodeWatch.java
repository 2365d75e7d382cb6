package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.TranscodeCalls;
import io.github.camelpan123.platform.TranscodeResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for finished transcodes in the space and remembers which were handed out. What it remembers is bounded by what
 * is in the space. A video whose results are all final and delivered is not asked for again until its entry changes.
 */
final class TranscodeWatch {

    private final AccountLease account;
    private final TranscodeSpace space;
    private final Grouping grouping;

    private final Map<Long, Video> videos = new HashMap<>();

    private static final class Video {
        private FileEntry entry;
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
        for (FileEntry entry : entries) {
            if (account.closed()) {
                break;
            }
            if (mayHaveNews(entry)) {
                found.addAll(news(entry, account.await(TranscodeCalls.result(entry.fileId()))));
            }
        }
        return found;
    }

    private synchronized void forgetGone(List<FileEntry> entries) {
        Set<Long> there = new HashSet<>();
        entries.forEach(entry -> there.add(entry.fileId()));
        videos.keySet().retainAll(there);
    }

    private synchronized boolean mayHaveNews(FileEntry entry) {
        Video video = videos.computeIfAbsent(entry.fileId(), id -> new Video());
        if (!entry.equals(video.entry)) {
            video.entry = entry;
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
                ? (allFinal ? List.of(new FinishedWork("all", results)) : List.of())
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
