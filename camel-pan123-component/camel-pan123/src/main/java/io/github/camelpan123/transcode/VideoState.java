package io.github.camelpan123.transcode;

import io.github.camelpan123.api.FileEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is remembered of one video while it is watched. Guarded by its {@link TranscodeTracker}. */
final class VideoState {

    final long fileId;
    String name = "";
    long sourceFileId;
    /** As the list showed it last; null where no list is read. */
    FileEntry entry;
    /** How often jobs were started here when the results were last asked for. */
    int starts;
    /** The jobs that are waited for, by resolution; null for all. */
    Map<String, WatchedJob> wanted;
    /** Of those, the ones whose start never happened. */
    Set<String> lost = Set.of();
    /** Nothing is to be asked until something changes. */
    boolean settled;
    /** In how many complete lists in a row, or answers in a row, it was not there. */
    int missing;
    /** All results of the last answer were final. */
    boolean allFinal;
    /** All that is waited for was final in the last answer, or given up. */
    boolean allEnded;
    /** Some of that was given up, so that the rest is not waited for any more. */
    boolean givenUp;
    /** What the last answer had to give, delivered or not. */
    Set<String> due = Set.of();
    /** Something of it was read, and what is to be done to it afterwards is still to be done. */
    boolean leftover;
    /** That is being done now. */
    boolean acting;
    /** Some of it failed too often, so that nothing is done to it afterwards. */
    boolean poisoned;
    /** Whether the repository was asked if something is left to be done to it. */
    boolean markChecked;
    /** How often the repository said so. */
    int marked;
    /** When each job was first seen to be under way, on the clock of nanoTime. */
    private Map<String, Long> underWay = Map.of();
    /** How often an exchange of it failed; whoever failed less often comes first. */
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

    /** Small sets are made when needed only: there may be ten thousand videos that are long done. */
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

    /** How long a job has been seen to be under way. */
    long nanosUnderWay(String job, long now) {
        if (underWay.isEmpty()) {
            underWay = new HashMap<>();
        }
        return now - underWay.computeIfAbsent(job, first -> now);
    }

    /** Sheds what is only needed while results are to come. */
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
