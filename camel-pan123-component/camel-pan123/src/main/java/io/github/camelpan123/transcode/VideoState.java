package io.github.camelpan123.transcode;

import io.github.camelpan123.api.FileEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The state of one tracked video. Guarded by its {@link TranscodeTracker}. */
final class VideoState {

    final long fileId;
    String name = "";
    long sourceFileId;
    /** The entry of the last list; null if no list is read. */
    FileEntry entry;
    /** The number of jobs started here at the time of the last query. */
    int starts;
    /** The awaited jobs, by resolution; null for all. */
    Map<String, WatchedJob> wanted;
    /** The awaited jobs whose start was never executed. */
    Set<String> lost = Set.of();
    /** Whether the video is not queried until something changes. */
    boolean settled;
    /** The number of consecutive complete lists or answers without the video. */
    int missing;
    /** Whether all results of the last answer were final. */
    boolean allFinal;
    /** Whether all awaited results of the last answer were final or given up. */
    boolean allEnded;
    /** Whether awaited results were given up. The others are then not awaited any more. */
    boolean givenUp;
    /** The keys of the work items of the last answer, delivered or not. */
    Set<String> due = Set.of();
    /** Whether something was read and the after-read action is pending. */
    boolean leftover;
    /** Whether the after-read action is running. */
    boolean acting;
    /** Whether a result failed too often. The video then gets no after-read action. */
    boolean poisoned;
    /** Whether the repository was asked for a mark. */
    boolean markChecked;
    /** The number of consecutive checks that found the mark. */
    int marked;
    /** The time at which each job was first seen running, in nanoseconds of {@link System#nanoTime}. */
    private Map<String, Long> underWay = Map.of();
    /** The failed exchanges, by key. Results with fewer failures come first. */
    private Map<String, Integer> failures = Map.of();

    private Set<String> delivered = Set.of();
    private Set<String> inWork = Set.of();

    VideoState(long fileId) {
        this.fileId = fileId;
    }

    WatchedVideo video() {
        return new WatchedVideo(fileId, name, sourceFileId);
    }

    boolean isDelivered(String key) {
        return delivered.contains(key);
    }

    boolean anyDelivered(Predicate<String> which) {
        return delivered.stream().anyMatch(which);
    }

    void deliver(String key) {
        delivered = with(delivered, key);
        if (!failures.isEmpty()) {
            failures.remove(key);
        }
    }

    boolean isInWork(String key) {
        return inWork.contains(key);
    }

    void take(String key) {
        inWork = with(inWork, key);
    }

    void release(String key) {
        if (!inWork.isEmpty()) {
            inWork.remove(key);
        }
    }

    boolean idle() {
        return inWork.isEmpty();
    }

    /** Adds an element to a set. Sets are created on demand, because there may be ten thousand finished videos. */
    private static Set<String> with(Set<String> all, String one) {
        Set<String> grown = all.isEmpty() ? new HashSet<>(4) : all;
        grown.add(one);
        return grown;
    }

    void fail(String key) {
        if (failures.isEmpty()) {
            failures = new HashMap<>();
        }
        failures.merge(key, 1, Integer::sum);
    }

    int failures(String key) {
        return failures.getOrDefault(key, 0);
    }

    boolean allDelivered() {
        return delivered.containsAll(due);
    }

    /** Returns for how many nanoseconds a job has been seen running. */
    long nanosUnderWay(String job, long now) {
        if (underWay.isEmpty()) {
            underWay = new HashMap<>();
        }
        return now - underWay.computeIfAbsent(job, first -> now);
    }

    /** Settles the video and frees the data that is only needed while results are awaited. */
    void settle() {
        settled = true;
        underWay = Map.of();
        if (failures.isEmpty()) {
            failures = Map.of();
        }
        if (inWork.isEmpty()) {
            inWork = Set.of();
        }
    }
}
