package io.github.camelpan123.transcode;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.transcode.VideoState.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A tracked video as a state machine. Each event is a method; {@link VideoState} says which events are possible. The
 * methods that begin with {@code may} tell whether an event is possible now. Guarded by its {@link TranscodeMemory}.
 */
final class TrackedVideo {

    private final long fileId;
    private VideoState state = VideoState.OPEN;
    private String name = "";
    private long sourceFileId;
    /** The entry of the last list; null if no list is read. */
    private FileEntry entry;
    /** The number of jobs started here at the time of the last query. */
    private int starts;
    /** The number of changes so far. The answer to a query before the last change is outdated. */
    private int changes;
    /** The number of consecutive complete lists or answers without the video. */
    private int missing;
    /** The awaited jobs, by resolution; null for all. */
    private Map<String, WatchedJob> wanted;

    /** Whether all results of the last answer were final. */
    private boolean allFinal;
    /** Whether all awaited results of the last answer were final or given up. */
    private boolean allEnded;
    /** Whether awaited results were given up. The others are then not awaited any more. */
    private boolean givenUp;
    /** The awaited jobs whose start was never executed. */
    private Set<WatchedJob> lost = Set.of();
    /** The keys of the work items of the last answer, delivered or not. */
    private Set<String> due = Set.of();

    private Set<String> claimed = Set.of();
    private Set<String> delivered = Set.of();
    /** The failed exchanges, by key. Results with fewer failures come first. */
    private Map<String, Integer> failures = Map.of();
    /** The time at which each job was first seen running, in nanoseconds of {@link System#nanoTime}. */
    private Map<String, Long> runningSince = Map.of();

    /** Whether something was read and the after-read action is pending. */
    private boolean actionDue;
    /** Whether a result failed too often. The video then gets no after-read action. */
    private boolean actionForbidden;
    /** Whether the repository was asked for a mark. */
    private boolean markChecked;
    /** The number of consecutive checks that found the mark. */
    private int marked;

    TrackedVideo(long fileId) {
        this.fileId = fileId;
    }

    private void fire(Event event) {
        state = state.after(event);
    }

    VideoState state() {
        return state;
    }

    long fileId() {
        return fileId;
    }

    String name() {
        return name;
    }

    TranscodeVideo video() {
        return new TranscodeVideo(fileId, name, sourceFileId);
    }

    /** Returns the awaited jobs, by resolution; null for all. */
    Map<String, WatchedJob> wanted() {
        return wanted;
    }

    // what the polls see

    /** A watch list has jobs of the video. */
    void wanted(Map<String, WatchedJob> jobs) {
        if (jobs.values().stream().allMatch(this::isWanted)) {
            fire(Event.CHANGED);
        } else {
            changed();
        }
        TranscodeVideo known = jobs.values().iterator().next().video();
        name = known.name();
        sourceFileId = known.sourceFileId();
        wanted = jobs;
    }

    private boolean isWanted(WatchedJob job) {
        WatchedJob before = wanted == null ? null : wanted.get(job.resolution());
        return before != null && before.since().equals(job.since());
    }

    /** A list shows the video. */
    void listed(FileEntry shown, int startsNow) {
        missing = 0;
        name = shown.name();
        if (!shown.equals(entry) || startsNow != starts) {
            changed();
            entry = shown;
        }
    }

    /** The consumer is asked for the video by its ID. */
    void requested(int startsNow) {
        if (startsNow != starts) {
            changed();
        }
    }

    private void changed() {
        fire(Event.CHANGED);
        changes++;
        // the last answer may be outdated; an exchange that ends before the next one must not settle the video
        allEnded = false;
    }

    /** Returns the number of changes so far, which tells whether an answer is outdated. */
    int changes() {
        return changes;
    }

    /** Whether the results must be queried. */
    boolean mayBeQueried() {
        return state != VideoState.SETTLED;
    }

    /** A query was sent. */
    void queried(int startsNow) {
        fire(Event.QUERIED);
        starts = startsNow;
    }

    /** A complete list or an answer does not contain the video. */
    void missed() {
        missing++;
    }

    /** The platform knows the video. */
    void found() {
        missing = 0;
    }

    /** Returns the number of consecutive complete lists or answers without the video. */
    int missing() {
        return missing;
    }

    /** Whether nothing is running that needs the video. */
    boolean mayBeForgotten() {
        return state == VideoState.OPEN || state == VideoState.SETTLED;
    }

    /** The platform returned the results. */
    void answered(FinishedResults.Findings findings) {
        fire(Event.ANSWERED);
        allFinal = findings.allFinal();
        allEnded = findings.allEnded();
        givenUp = findings.givenUp();
        lost = findings.lost();
        due = findings.keys();
    }

    /** Records that a job is running, and returns for how many nanoseconds it has been seen so. */
    long nanosRunning(String job, long now) {
        if (runningSince.isEmpty()) {
            runningSince = new HashMap<>();
        }
        return now - runningSince.computeIfAbsent(job, first -> now);
    }

    // the exchanges

    /** Whether an exchange may get a result. No exchange gets one while the after-read action is running. */
    boolean mayBeClaimed(String key) {
        return state != VideoState.ACTING && !claimed.contains(key) && !delivered.contains(key);
    }

    /** An exchange got a result. */
    void claimed(String key) {
        fire(Event.CLAIMED);
        claimed = with(claimed, key);
    }

    /** No exchange was created for a claimed result. */
    void released(String key) {
        exchangeEnded(key);
    }

    /** The exchange of a result failed, and a later one gets the result again. */
    void failed(String key) {
        exchangeEnded(key);
        if (failures.isEmpty()) {
            failures = new HashMap<>();
        }
        failures.merge(key, 1, Integer::sum);
    }

    /** @param action whether an after-read action follows */
    void completed(String key, boolean action) {
        exchangeEnded(key);
        deliveredBefore(key);
        actionDue |= action;
    }

    /** The exchanges of a result failed too often. The video gets no after-read action. */
    void gaveUp(String key) {
        exchangeEnded(key);
        deliveredBefore(key);
        actionForbidden = true;
    }

    private void exchangeEnded(String key) {
        VideoState next = state.after(claimed.size() > 1 ? Event.EXCHANGE_ENDED : Event.LAST_EXCHANGE_ENDED);
        if (!claimed.remove(key)) {
            throw new IllegalStateException("No exchange has " + key);
        }
        state = next;
    }

    /** A result was delivered by an earlier process or another consumer. */
    void deliveredBefore(String key) {
        delivered = with(delivered, key);
        if (!failures.isEmpty()) {
            failures.remove(key);
        }
    }

    boolean isClaimed(String key) {
        return claimed.contains(key);
    }

    boolean isDelivered(String key) {
        return delivered.contains(key);
    }

    boolean anyDelivered(Predicate<String> which) {
        return delivered.stream().anyMatch(which);
    }

    int failures(String key) {
        return failures.getOrDefault(key, 0);
    }

    private boolean allDelivered() {
        return delivered.containsAll(due);
    }

    /** Adds an element to a set. Sets are created on demand, because there may be ten thousand finished videos. */
    private static Set<String> with(Set<String> all, String one) {
        Set<String> grown = all.isEmpty() ? new HashSet<>(4) : all;
        grown.add(one);
        return grown;
    }

    // the after-read action and the end

    /** An earlier process read the video and may not have run the after-read action. */
    void actionLeft() {
        actionDue = true;
    }

    boolean isActionDue() {
        return actionDue;
    }

    /** @param startsNow the number of jobs started here until now */
    boolean mayAct(int startsNow) {
        return state == VideoState.OPEN
                && !actionForbidden
                && allFinal
                && allEnded
                && allDelivered()
                && starts == startsNow;
    }

    /** The after-read action began. */
    void actionStarted() {
        fire(Event.ACTION_STARTED);
    }

    /** @param done whether the action needs no further attempt */
    void actionEnded(boolean done) {
        fire(Event.ACTION_ENDED);
        actionDue &= !done;
    }

    /** Whether the repository must be asked for the mark of an earlier process. */
    boolean mayHaveMark() {
        return !markChecked && !actionDue && allEnded && allDelivered();
    }

    /**
     * The repository was asked for the mark of an earlier process.
     *
     * @param enough the number of consecutive checks with the mark after which the action is left to this process
     */
    void markChecked(boolean found, int enough) {
        marked = found ? marked + 1 : 0;
        markChecked = !found || marked >= enough;
        actionDue |= marked >= enough;
    }

    /** @param marks whether the repository must have been asked for a mark */
    boolean maySettle(boolean marks) {
        return state == VideoState.OPEN
                && allEnded
                && allDelivered()
                && (!actionDue || givenUp || actionForbidden)
                && (markChecked || !marks);
    }

    /** Nothing more is expected. Frees the data that is only needed while results are awaited. */
    void settled() {
        fire(Event.SETTLED);
        runningSince = Map.of();
        claimed = Set.of();
        if (failures.isEmpty()) {
            failures = Map.of();
        }
    }

    /** Returns the awaited jobs from which nothing more is expected. */
    List<WatchedJob> over() {
        return wanted == null ? List.of() : List.copyOf(state == VideoState.SETTLED ? wanted.values() : lost);
    }
}
