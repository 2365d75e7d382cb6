package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Grouping;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeSource;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.fixtures.SimulatedAccount;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TranscodeTrackerTest {

    private static final TranscodeVideo VIDEO = new TranscodeVideo(7, "v.mp4", 0);
    private static final List<String> RESOLUTIONS = List.of("480P");

    private SimulatedAccount simulated;
    private Pan123Simulator simulator;
    private AccountLease account;
    private TranscodeSpace space;
    private WatchList list;
    private TranscodeTracker tracker;

    @BeforeEach
    void start() throws Exception {
        simulated = new SimulatedAccount();
        simulator = simulated.simulator();
        account = simulated.lease();
        space = new TranscodeSpace(account, new Drive(account));
        list = space.watchList(null);
        tracker = tracker(AfterRead.none);
    }

    private TranscodeTracker tracker(AfterRead afterRead) {
        return new TranscodeTracker(
                space,
                new TranscodeConsumerOptions(
                        TranscodeSource.started, List.of(), Grouping.resolution, null, afterRead, 0, null, null, false),
                new TranscodeMemory(),
                (message, cause) -> {
                    throw new AssertionError(message, cause);
                });
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    private static TranscodeResult result(long job, int status) {
        return new TranscodeResult(7, "v.mp4", "480P", job, status, List.of(), Instant.EPOCH);
    }

    private int query() {
        assertThat(tracker.known()).containsExactly(7L);
        return tracker.queried(7).orElseThrow();
    }

    private FinishedWork found(int changes, TranscodeResult... results) {
        List<FinishedWork> works = tracker.answered(7, changes, List.of(results), 10);
        assertThat(works).hasSize(1);
        assertThat(tracker.claim(works.get(0))).isTrue();
        return works.get(0);
    }

    /** With pollEnrich, several polls of one consumer may run at the same time. */
    @Test
    void anAnswerFromBeforeARestartIsNotTakenForTheRestartedJob() {
        list.started(list.starting(VIDEO, RESOLUTIONS));
        FinishedWork failed = found(query(), result(1, 7));
        int before = query();
        list.started(list.starting(VIDEO, RESOLUTIONS));
        tracker.completed(failed);
        int after = query();
        assertThat(tracker.answered(7, before, List.of(result(1, 7)), 10)).isEmpty();
        assertThat(tracker.known()).containsExactly(7L);
        FinishedWork done = found(after, result(1, 7), result(2, 255));
        tracker.completed(done);
        assertThat(tracker.known()).isEmpty();
        assertThat(list.jobs()).isEmpty();
    }

    @Test
    void aVideoThatIsAbsentIsNotOverForAJobThatWasStartedSince() {
        list.started(list.starting(VIDEO, RESOLUTIONS));
        query();
        List<WatchedJob> again = list.starting(VIDEO, RESOLUTIONS);
        for (int i = 0; i < TranscodeMemory.GONE_AFTER; i++) {
            tracker.absent(7);
        }
        assertThat(list.jobs().get(7L).values()).containsExactlyElementsOf(again);
    }

    /** Another program records a start before it asks the platform, which still shows the failed job then. */
    @Test
    void aVideoWhoseJobIsBeingStartedAgainIsNotDeletedByTheActionThatBeganBefore() {
        long id = simulator.drive().addVideo("v.mp4", new byte[] {1});
        simulator.drive().addTranscode(id, "480p", Duration.ZERO, 7);
        TranscodeVideo video = new TranscodeVideo(id, "v.mp4", 0);
        tracker = tracker(AfterRead.delete);
        list.started(list.starting(video, RESOLUTIONS));
        tracker.known();
        int changes = tracker.queried(id).orElseThrow();
        List<TranscodeResult> results = account.call(TranscodeCalls.result(id)).join();
        FinishedWork failed = tracker.answered(id, changes, results, 10).get(0);
        assertThat(tracker.claim(failed)).isTrue();
        account.queueControl().pause(Api.TRANSCODE_RESULT.shortName(), true);
        tracker.completed(failed);
        List<WatchedJob> again = list.starting(video, RESOLUTIONS);
        tracker.known();
        account.queueControl().pause(Api.TRANSCODE_RESULT.shortName(), false);
        await().until(() -> simulator.figures().calls("/api/v1/transcode/video/result") == 2);
        tracker.flush(true);
        assertThat(simulator.figures().calls("/api/v1/transcode/delete")).isZero();
        assertThat(list.jobs().get(id).values()).containsExactlyElementsOf(again);
    }
}
