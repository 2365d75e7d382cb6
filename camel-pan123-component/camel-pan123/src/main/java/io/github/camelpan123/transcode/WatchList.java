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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs that were started here and whose exchanges have not completed yet. The list on disk outlives the process. A
 * job is recorded before the platform is asked to start it, so that a crash loses no job.
 */
public final class WatchList {

    /** Bounds a list in memory that nobody reads. */
    private static final int MOST_IN_MEMORY = 10_000;

    /** Null if the list is in memory only. */
    private final JsonLinesLog log;

    private final Map<Long, Map<String, WatchedJob>> jobs = new LinkedHashMap<>();

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

    /** Records that jobs are about to be started. */
    void starting(WatchedVideo video, Collection<String> resolutions) {
        record(What.STARTING, video, resolutions);
    }

    /** Records that the platform has started jobs. */
    void started(WatchedVideo video, Collection<String> resolutions) {
        record(What.STARTED, video, resolutions);
    }

    /** Records that the exchanges of jobs have completed. */
    void delivered(WatchedVideo video, Collection<String> resolutions) {
        record(What.DELIVERED, video, resolutions);
    }

    /** Records that no more results of jobs are expected. */
    void over(WatchedVideo video, Collection<String> resolutions) {
        record(What.OVER, video, resolutions);
    }

    private void record(What what, WatchedVideo video, Collection<String> resolutions) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        write(resolutions.stream()
                .map(resolution -> new WatchEvent(what, video, resolution, now))
                .toList());
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
        for (Map<String, WatchedJob> ofVideo : jobs.values()) {
            for (WatchedJob job : ofVideo.values()) {
                events.add(new WatchEvent(What.STARTING, job.video(), job.resolution(), job.since()));
                if (job.confirmed()) {
                    events.add(new WatchEvent(What.STARTED, job.video(), job.resolution(), job.since()));
                }
                if (job.delivered()) {
                    events.add(new WatchEvent(What.DELIVERED, job.video(), job.resolution(), job.since()));
                }
            }
        }
        return events;
    }

    private void apply(WatchEvent event) {
        long fileId = event.video().fileId();
        if (event.what() == What.STARTING) {
            jobs.computeIfAbsent(fileId, id -> new LinkedHashMap<>())
                    .put(
                            event.resolution(),
                            new WatchedJob(event.video(), event.resolution(), event.at(), false, false));
            forgetOldest();
            return;
        }
        Map<String, WatchedJob> ofVideo = jobs.get(fileId);
        if (ofVideo == null) {
            return;
        }
        if (event.what() == What.OVER) {
            ofVideo.remove(event.resolution());
            if (ofVideo.isEmpty()) {
                jobs.remove(fileId);
            }
        } else {
            ofVideo.computeIfPresent(
                    event.resolution(),
                    (resolution, job) -> event.what() == What.STARTED ? job.confirm() : job.deliver());
        }
    }

    private void forgetOldest() {
        if (log == null && jobs.size() > MOST_IN_MEMORY) {
            Iterator<Long> oldest = jobs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Returns all jobs by video and resolution, including those that other JVMs wrote. */
    synchronized Map<Long, Map<String, WatchedJob>> jobs() {
        refresh();
        Map<Long, Map<String, WatchedJob>> copy = new LinkedHashMap<>();
        jobs.forEach((fileId, ofVideo) -> copy.put(fileId, Map.copyOf(ofVideo)));
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
