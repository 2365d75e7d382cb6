package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.TranscodeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TrackedVideoTest {

    private static final String KEY = "7/480P/1/255";
    private static final String OTHER_KEY = "7/720P/2/255";
    private static final TranscodeVideo VIDEO = new TranscodeVideo(7, "v.mp4", 0);
    private static final FinishedResults.Findings DONE = findings(true, KEY);

    private static final String NO = "-";

    /** The states in which a video can be, each reached by its events only. */
    private static final Map<String, Supplier<TrackedVideo>> STATES = Map.of(
            "OPEN", TrackedVideoTest::open,
            "READING", TrackedVideoTest::reading,
            "READING two", TrackedVideoTest::readingTwo,
            "ACTING", TrackedVideoTest::acting,
            "SETTLED", TrackedVideoTest::settled);

    private static final Map<String, Consumer<TrackedVideo>> EVENTS = Map.ofEntries(
            Map.entry("requested after a start", video -> video.requested(1)),
            Map.entry("requested again", video -> video.requested(0)),
            Map.entry("listed with a change", video -> video.listed(entry(), 0)),
            Map.entry("wanted", video -> video.wanted(Map.of("480P", job()))),
            Map.entry("queried", video -> video.queried(0)),
            Map.entry("answered", video -> video.answered(DONE)),
            Map.entry("missed", TrackedVideo::missed),
            Map.entry("claimed", video -> video.claimed("7/1080P/3/255")),
            Map.entry("released", video -> video.released(KEY)),
            Map.entry("failed", video -> video.failed(KEY)),
            Map.entry("completed", video -> video.completed(KEY, true)),
            Map.entry("gaveUp", video -> video.gaveUp(KEY)),
            Map.entry("another released", video -> video.released("7/240P/4/255")),
            Map.entry("actionStarted", TrackedVideo::actionStarted),
            Map.entry("actionEnded", video -> video.actionEnded(true)),
            Map.entry("settled", TrackedVideo::settled));

    private static final List<String> COLUMNS = List.of("OPEN", "READING", "READING two", "ACTING", "SETTLED");

    /** The state after each event, by the state before it. */
    private static final String TABLE = """
            requested after a start | OPEN    | READING | READING | ACTING | OPEN
            requested again         | OPEN    | READING | READING | ACTING | SETTLED
            listed with a change    | OPEN    | READING | READING | ACTING | OPEN
            wanted                  | OPEN    | READING | READING | ACTING | OPEN
            queried                 | OPEN    | READING | READING | ACTING | -
            answered                | OPEN    | READING | READING | ACTING | OPEN
            missed                  | OPEN    | READING | READING | ACTING | SETTLED
            claimed                 | READING | READING | READING | -      | READING
            released                | -       | OPEN    | READING | -      | -
            failed                  | -       | OPEN    | READING | -      | -
            completed               | -       | OPEN    | READING | -      | -
            gaveUp                  | -       | OPEN    | READING | -      | -
            another released        | -       | -       | -       | -      | -
            actionStarted           | ACTING  | -       | -       | -      | -
            actionEnded             | -       | -       | -       | OPEN   | -
            settled                 | SETTLED | -       | -       | -      | -
            """;

    private static TrackedVideo open() {
        return new TrackedVideo(7);
    }

    private static TrackedVideo reading() {
        TrackedVideo video = open();
        video.claimed(KEY);
        return video;
    }

    private static TrackedVideo readingTwo() {
        TrackedVideo video = reading();
        video.claimed(OTHER_KEY);
        return video;
    }

    private static TrackedVideo acting() {
        TrackedVideo video = open();
        video.actionStarted();
        return video;
    }

    private static TrackedVideo settled() {
        TrackedVideo video = open();
        video.settled();
        return video;
    }

    private static FileEntry entry() {
        return new FileEntry(7, "v.mp4", 1, false, 10, "", 0, 0, false, null, null);
    }

    private static WatchedJob job() {
        return job(Instant.EPOCH);
    }

    private static WatchedJob job(Instant since) {
        return job("480P", since);
    }

    private static WatchedJob job(String resolution, Instant since) {
        return new WatchedJob(VIDEO, resolution, since, true, false);
    }

    private static FinishedResults.Findings findings(boolean ended, String... keys) {
        TranscodeResult result = new TranscodeResult(7, "v.mp4", "480P", 1, 255, List.of(), null);
        return new FinishedResults.Findings(
                Stream.of(keys)
                        .map(key -> new FinishedWork(key, VIDEO, List.of(result), List.of()))
                        .toList(),
                ended,
                ended,
                false,
                Set.of());
    }

    @TestFactory
    Stream<DynamicTest> everyEventInEveryState() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .toList();
        assertThat(rows).extracting(row -> row.get(0)).containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
        return rows.stream().flatMap(row -> Stream.iterate(0, i -> i + 1)
                .limit(COLUMNS.size())
                .map(i -> DynamicTest.dynamicTest(
                        row.get(0) + " in " + COLUMNS.get(i),
                        () -> check(EVENTS.get(row.get(0)), COLUMNS.get(i), row.get(i + 1)))));
    }

    private static void check(Consumer<TrackedVideo> event, String before, String after) {
        TrackedVideo video = STATES.get(before).get();
        VideoState state = video.state();
        if (after.equals(NO)) {
            assertThatIllegalStateException().isThrownBy(() -> event.accept(video));
            assertThat(video.state()).isEqualTo(state);
        } else {
            event.accept(video);
            assertThat(video.state()).isEqualTo(VideoState.valueOf(after));
        }
    }

    /** Whoever asks first is never refused. */
    @TestFactory
    Stream<DynamicTest> whatMayHappenIsPossible() {
        Map<String, Predicate<TrackedVideo>> guards = Map.of(
                "queried", TrackedVideo::mayBeQueried,
                "claimed", video -> video.mayBeClaimed("7/1080P/3/255"),
                "actionStarted", video -> video.mayAct(0),
                "settled", video -> video.maySettle(false));
        return guards.keySet().stream().flatMap(event -> COLUMNS.stream()
                .map(before -> DynamicTest.dynamicTest(event + " in " + before, () -> {
                    TrackedVideo video = STATES.get(before).get();
                    video.answered(findings(true));
                    VideoState state = video.state();
                    boolean may = guards.get(event).test(video);
                    boolean did = true;
                    try {
                        EVENTS.get(event).accept(video);
                    } catch (IllegalStateException e) {
                        did = false;
                    }
                    assertThat(may).as("%s in %s", event, state).isEqualTo(did);
                })));
    }

    @Test
    void aResultIsDeliveredOnceAndTheVideoSettlesAfterIt() {
        TrackedVideo video = open();
        video.answered(DONE);
        assertThat(video.maySettle(false)).isFalse();
        video.claimed(KEY);
        assertThat(video.mayBeClaimed(KEY)).isFalse();
        assertThat(video.maySettle(false)).isFalse();
        video.failed(KEY);
        assertThat(video.failures(KEY)).isOne();
        assertThat(video.mayBeClaimed(KEY)).isTrue();
        video.claimed(KEY);
        video.completed(KEY, false);
        assertThat(video.failures(KEY)).isZero();
        assertThat(video.mayBeClaimed(KEY)).isFalse();
        assertThat(video.maySettle(false)).isTrue();
    }

    /** An exchange may end between the list that shows the change and the answer to the query that follows. */
    @TestFactory
    Stream<DynamicTest> aChangeKeepsTheVideoOpenUntilTheNextAnswer() {
        Map<String, Consumer<TrackedVideo>> changes = Map.of(
                "listed",
                video -> video.listed(entry(), 0),
                "started",
                video -> video.requested(1),
                "started by another program",
                video -> video.wanted(Map.of("480P", job(Instant.EPOCH.plusMillis(1)))),
                "started to another resolution",
                video -> video.wanted(Map.of("480P", job(), "720P", job("720P", Instant.EPOCH))));
        return changes.keySet().stream()
                .map(change -> DynamicTest.dynamicTest(change, () -> {
                    TrackedVideo video = open();
                    if (change.contains(" ")) {
                        video.wanted(Map.of("480P", job()));
                    }
                    video.queried(0);
                    video.answered(DONE);
                    video.claimed(KEY);
                    int before = video.changes();
                    changes.get(change).accept(video);
                    assertThat(video.changes()).isGreaterThan(before);
                    video.completed(KEY, false);
                    assertThat(video.maySettle(false)).isFalse();
                    video.answered(DONE);
                    assertThat(video.maySettle(false)).isTrue();
                }));
    }

    @Test
    void theSameJobsAreNoChange() {
        TrackedVideo video = open();
        video.wanted(Map.of("480P", job(), "720P", job("720P", Instant.EPOCH)));
        video.answered(DONE);
        int before = video.changes();
        video.wanted(Map.of("480P", job().deliver()));
        assertThat(video.changes()).isEqualTo(before);
        video.claimed(KEY);
        video.completed(KEY, false);
        assertThat(video.maySettle(false)).isTrue();
    }

    /** What is over is over for the starts that were asked for, whatever was started since. */
    @Test
    void whatIsOverIsNamedWithItsStart() {
        TrackedVideo video = open();
        video.wanted(Map.of("480P", job()));
        video.answered(new FinishedResults.Findings(List.of(), false, false, false, Set.of(job())));
        video.wanted(Map.of("480P", job(Instant.EPOCH.plusMillis(1))));
        assertThat(video.over()).containsExactly(job());
    }

    @Test
    void anActionThatIsDueKeepsTheVideoOpenUntilItIsDone() {
        TrackedVideo video = open();
        video.answered(DONE);
        video.claimed(KEY);
        video.completed(KEY, true);
        assertThat(video.maySettle(false)).isFalse();
        assertThat(video.mayAct(0)).isTrue();
        video.actionStarted();
        assertThat(video.mayAct(0)).isFalse();
        video.actionEnded(false);
        assertThat(video.maySettle(false)).isFalse();
        assertThat(video.mayAct(1)).as("a job was started meanwhile").isFalse();
        video.actionStarted();
        video.actionEnded(true);
        assertThat(video.maySettle(false)).isTrue();
    }

    @Test
    void aVideoWithAResultThatWasGivenUpGetsNoAction() {
        TrackedVideo video = open();
        video.answered(DONE);
        video.claimed(KEY);
        video.gaveUp(KEY);
        assertThat(video.mayAct(0)).isFalse();
        assertThat(video.maySettle(false)).isTrue();
    }

    @Test
    void aMarkIsBelievedAfterSeveralChecks() {
        TrackedVideo video = open();
        video.answered(findings(true));
        video.markChecked(true, 2);
        assertThat(video.isActionDue()).isFalse();
        assertThat(video.mayHaveMark()).isTrue();
        video.markChecked(true, 2);
        assertThat(video.isActionDue()).isTrue();
        assertThat(video.mayHaveMark()).isFalse();
    }
}
