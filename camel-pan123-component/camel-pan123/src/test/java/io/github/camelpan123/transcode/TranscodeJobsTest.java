package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.fixtures.VirtualTime;
import io.github.camelpan123.transcode.TranscodeJobState.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of transcode jobs. */
class TranscodeJobsTest {

    private static final TranscodeVideo VIDEO = new TranscodeVideo(7, "v.mp4", 0);
    private static final int RUNNING = 2;
    private static final int FAILED = 3;
    private static final int DONE = 255;

    private final VirtualTime time = new VirtualTime();
    private final Clock clock = time.clock();
    private final TranscodeJobs jobs = new TranscodeJobs(clock);

    private static TranscodeResult result(long fileId, String resolution, int status, Instant updatedAt) {
        return new TranscodeResult(fileId, "v.mp4", resolution, 1, status, List.of(), updatedAt);
    }

    private static TranscodeResult result(long fileId, String resolution, int status) {
        return result(fileId, resolution, status, null);
    }

    private void told(TranscodeResult... results) {
        jobs.told(List.of(results));
    }

    private List<State> states() {
        return jobs.all(100).stream().map(TranscodeJobState::state).toList();
    }

    @Test
    void aJobThatWasNotStartedSaysWhyUntilItIs() {
        List<String> resolutions = List.of("720P");
        jobs.starting(VIDEO, resolutions);
        jobs.notStarted(VIDEO, resolutions, new IllegalStateException("busy"));
        assertThat(jobs.all(100))
                .extracting(TranscodeJobState::state, TranscodeJobState::reason)
                .containsExactly(tuple(State.STARTING, "busy"));
        jobs.starting(VIDEO, resolutions);
        assertThat(jobs.all(100)).extracting(TranscodeJobState::reason).containsExactly("busy");
        jobs.started(VIDEO, resolutions);
        assertThat(jobs.all(100))
                .extracting(TranscodeJobState::state, TranscodeJobState::reason)
                .containsExactly(tuple(State.PREPARING, null));
        jobs.notStarted(VIDEO, resolutions, new IllegalStateException("late"));
        assertThat(jobs.all(100)).extracting(TranscodeJobState::reason).containsExactly((String) null);
    }

    @Test
    void aJobHasBegunUntilItIsRefusedOrFails() {
        List<String> resolutions = List.of("720P", "1080P");
        assertThat(resolutions).noneMatch(name -> jobs.begun(7, name));
        jobs.starting(VIDEO, resolutions);
        jobs.notStarted(VIDEO, resolutions, new IllegalStateException("lost"));
        assertThat(resolutions).allMatch(name -> jobs.begun(7, name));
        assertThat(jobs.begun(7, "480P")).isFalse();
        assertThat(jobs.begun(8, "720P")).isFalse();
        told(result(7, "720P", RUNNING));
        told(result(7, "720P", DONE));
        assertThat(jobs.begun(7, "720P")).isTrue();
        jobs.refused(VIDEO, List.of("1080P"));
        assertThat(jobs.begun(7, "1080P")).isFalse();
        jobs.starting(VIDEO, List.of("480P"));
        told(result(7, "480P", RUNNING));
        told(result(7, "480P", FAILED));
        assertThat(jobs.begun(7, "480P")).isFalse();
    }

    @Test
    void aJobMovesThroughItsStates() {
        jobs.starting(VIDEO, List.of("720P", "1080P"));
        assertThat(states()).containsExactly(State.STARTING, State.STARTING);
        jobs.started(VIDEO, List.of("720P"));
        jobs.refused(VIDEO, List.of("1080P"));
        assertThat(states()).containsExactly(State.PREPARING);
        Instant begun = clock.instant();
        time.pass(Duration.ofSeconds(10));
        told(result(7, "720P", RUNNING));
        Instant runs = clock.instant();
        time.pass(Duration.ofSeconds(10));
        told(result(7, "720P", RUNNING));
        assertThat(jobs.all(100))
                .extracting(
                        TranscodeJobState::state,
                        TranscodeJobState::since,
                        TranscodeJobState::stateSince,
                        TranscodeJobState::seenAt)
                .containsExactly(tuple(State.RUNNING, begun, runs, clock.instant()));
        assertThat(jobs.unfinished()).isOne();
        told(result(7, "720P", DONE));
        assertThat(states()).containsExactly(State.DONE);
        assertThat(jobs.unfinished()).isZero();
    }

    @Test
    void whatHadEndedBeforeItWasSeenIsNoJob() {
        told(result(1, "720P", DONE), result(2, "720P", FAILED), result(3, "720P", RUNNING));
        assertThat(jobs.all(100)).extracting(TranscodeJobState::fileId).containsExactly(3L);
        jobs.absent(3);
        assertThat(jobs.all(100)).isEmpty();
    }

    @Test
    void theFailureBeforeARestartDoesNotEndTheNewJob() {
        Instant before = clock.instant().minusSeconds(1);
        jobs.starting(VIDEO, List.of("720P"));
        told(result(7, "720P", FAILED, before));
        assertThat(states()).containsExactly(State.STARTING);
        told(result(7, "720P", FAILED, clock.instant()));
        assertThat(states()).containsExactly(State.FAILED);
        jobs.starting(VIDEO, List.of("720P"));
        assertThat(states()).containsExactly(State.STARTING);
    }

    @Test
    void theirNumberIsBounded() {
        for (int i = 0; i < 2000; i++) {
            told(result(i, "720P", RUNNING));
        }
        assertThat(jobs.unfinished()).isEqualTo(1000);
        assertThat(jobs.all(10)).hasSize(10);
        for (int i = 0; i < 2000; i++) {
            told(result(i, "720P", DONE));
        }
        assertThat(jobs.unfinished()).isZero();
        assertThat(jobs.all(10)).hasSize(50).first().satisfies(job -> assertThat(job.fileId())
                .isEqualTo(1999));
    }
}
