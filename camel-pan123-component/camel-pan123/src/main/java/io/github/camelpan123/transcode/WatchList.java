package io.github.camelpan123.transcode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpan123.support.JsonLinesLog;
import io.github.camelpan123.support.LogState;
import io.github.camelpan123.transcode.WatchEvent.What;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The jobs that were started here and whose exchanges have not completed yet. The list on disk outlives the process. A
 * job is recorded before the platform is asked to start it, so that a crash loses no job.
 */
public final class WatchList {

    /** Bounds a list in memory that nobody reads. */
    private static final int MOST_IN_MEMORY = 10_000;

    /** Null if the list is in memory only. */
    private final JsonLinesLog log;

    private final Map<Long, Map<String, JobStarts>> jobs = new LinkedHashMap<>();
    private Instant lastStart;

    private WatchList() {
        this.log = null;
    }

    private WatchList(Path file, Duration longestWait) {
        this.log = JsonLinesLog.shared(file, new Jobs(), longestWait);
    }

    /** The content of the file. */
    private final class Jobs implements LogState {

        @Override
        public void clear() {
            jobs.clear();
        }

        @Override
        public void apply(JsonNode entry) {
            WatchList.this.apply(WatchEvent.of(entry));
        }

        @Override
        public List<ObjectNode> entries() {
            return events().stream().map(WatchEvent::entry).toList();
        }
    }

    /** Returns a list that lives as long as the context. It keeps the last 10,000 videos. */
    static WatchList inMemory() {
        return new WatchList();
    }

    /**
     * Returns a list that outlives the process.
     *
     * @param file created if missing, readable by its owner only
     * @param longestWait the maximum wait for the lock of another writer; zero for no bound
     */
    static WatchList inFile(Path file, Duration longestWait) {
        return new WatchList(file, longestWait);
    }

    /** Records that jobs are about to be started, and returns these starts. */
    List<WatchedJob> starting(TranscodeVideo video, Collection<String> resolutions) {
        Instant now = nextStart();
        List<WatchedJob> starts = resolutions.stream()
                .map(resolution -> new WatchedJob(video, resolution, now, false, false))
                .toList();
        record(What.STARTING, starts, now);
        return starts;
    }

    /** Returns the current time, but not the same time twice in a row, because it tells the starts of a job apart. */
    private synchronized Instant nextStart() {
        Instant now = Instant.now();
        while (now.equals(lastStart)) {
            Thread.onSpinWait();
            now = Instant.now();
        }
        lastStart = now;
        return now;
    }

    /** Records that the platform has started jobs. */
    void started(Collection<WatchedJob> starts) {
        record(What.STARTED, starts, Instant.now());
    }

    /** Records that the platform has refused to start jobs. The starts before count again. */
    void refused(Collection<WatchedJob> starts) {
        record(What.REFUSED, starts, Instant.now());
    }

    /** Records that the exchanges of jobs have completed. Has no effect on jobs that were started again. */
    void delivered(Collection<WatchedJob> starts) {
        record(What.DELIVERED, starts, Instant.now());
    }

    /** Records that no more results of jobs are expected. Has no effect on jobs that were started again. */
    void over(Collection<WatchedJob> starts) {
        record(What.OVER, starts, Instant.now());
    }

    private void record(What what, Collection<WatchedJob> starts, Instant at) {
        write(starts.stream().map(start -> new WatchEvent(what, start, at)).toList());
    }

    private synchronized void write(List<WatchEvent> events) {
        if (log == null) {
            events.forEach(this::apply);
            return;
        }
        try {
            log.append(events.stream().map(WatchEvent::entry).toList());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static UncheckedIOException unusable(IOException e) {
        return new UncheckedIOException("The watch list in watchListDirectory cannot be used: " + e, e);
    }

    private List<WatchEvent> events() {
        List<WatchEvent> events = new ArrayList<>();
        for (Map<String, JobStarts> ofVideo : jobs.values()) {
            for (JobStarts starts : ofVideo.values()) {
                starts.all().forEach(start -> events.addAll(events(start)));
            }
        }
        return events;
    }

    private static List<WatchEvent> events(WatchedJob start) {
        List<WatchEvent> events = new ArrayList<>();
        events.add(new WatchEvent(What.STARTING, start, start.since()));
        if (start.confirmed()) {
            events.add(new WatchEvent(What.STARTED, start, start.since()));
        }
        if (start.delivered()) {
            events.add(new WatchEvent(What.DELIVERED, start, start.since()));
        }
        return events;
    }

    private void apply(WatchEvent event) {
        long fileId = event.video().fileId();
        if (event.what() == What.STARTING) {
            jobs.computeIfAbsent(fileId, id -> new LinkedHashMap<>())
                    .computeIfAbsent(event.resolution(), resolution -> new JobStarts())
                    .starting(new WatchedJob(event.video(), event.resolution(), event.since(), false, false));
            forgetOldest();
            return;
        }
        Map<String, JobStarts> ofVideo = jobs.getOrDefault(fileId, Map.of());
        JobStarts starts = ofVideo.get(event.resolution());
        if (starts == null) {
            return;
        }
        change(starts, event);
        if (starts.isEmpty()) {
            ofVideo.remove(event.resolution());
        }
        if (ofVideo.isEmpty()) {
            jobs.remove(fileId);
        }
    }

    private static void change(JobStarts starts, WatchEvent event) {
        switch (event.what()) {
            case STARTED -> starts.started(event.since());
            case REFUSED -> starts.refused(event.since());
            case DELIVERED -> starts.delivered(event.since());
            case OVER -> starts.over(event.since());
            default -> throw new IllegalArgumentException("No change of a start: " + event.what());
        }
    }

    private void forgetOldest() {
        if (log == null && jobs.size() > MOST_IN_MEMORY) {
            Iterator<Long> oldest = jobs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Returns the last start of each job by video and resolution, including those that other JVMs wrote. */
    synchronized Map<Long, Map<String, WatchedJob>> jobs() {
        refresh();
        Map<Long, Map<String, WatchedJob>> copy = new LinkedHashMap<>();
        jobs.forEach((fileId, ofVideo) -> copy.put(
                fileId,
                ofVideo.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, job -> job.getValue().last()))));
        return copy;
    }

    private void refresh() {
        if (log == null) {
            return;
        }
        try {
            log.refresh();
        } catch (IOException e) {
            throw unusable(e);
        }
    }
}
