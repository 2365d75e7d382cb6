package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.Grouping;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishedResultsTest {

    private static final Duration AT_ONCE = Duration.ofMillis(-1);

    private final FinishedResults finished = new FinishedResults(options(Grouping.video, AT_ONCE));
    private final TrackedVideo video = new TrackedVideo(7);

    private static TranscodeConsumerOptions options(Grouping grouping, Duration jobTimeout) {
        return new TranscodeConsumerOptions(
                TranscodeSource.space, List.of(), grouping, jobTimeout, AfterRead.none, 0, null, null, false);
    }

    private static TranscodeResult result(String resolution, int status) {
        return new TranscodeResult(7, "v.mp4", resolution, resolution.length(), status, List.of(), null);
    }

    private FinishedWork only(TranscodeResult... results) {
        List<FinishedWork> found = finished.of(video, List.of(results)).works();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void aVideoThatWasGivenUpInPartIsTheSameWhenThatPartEnds() {
        FinishedWork then = only(result("480P", 255), result("720P", 1));
        FinishedWork later = only(result("480P", 255), result("720P", 255));
        assertThat(later.key()).isNotEqualTo(then.key());
        assertThat(FinishedResults.gaveUp(then.key(), later)).isTrue();
        FinishedWork more = only(result("480P", 255), result("720P", 255), result("1080P", 255));
        assertThat(FinishedResults.gaveUp(then.key(), more)).isFalse();
    }

    /** Seconds are how long after the start the platform says that the job changed last; empty for not at all. */
    @ParameterizedTest
    @CsvSource({
        // the platform said that it started: whatever is there is it
        "true, 255, -60, true",
        "true, 7, -60, true",
        "true, 7, , true",
        // the answer was lost: only a failed job can be the one before
        "false, 255, -60, true",
        "false, 255, , true",
        "false, 7, 5, true",
        "false, 7, -60, false",
        "false, 7, , false",
        // nothing ended yet
        "false, 1, , false",
        "true, 1, , false",
    })
    void aStartWhoseAnswerWasLostIsLookedForAtOnce(boolean confirmed, int status, Long seconds, boolean delivered) {
        Instant since = Instant.now();
        FinishedResults single = new FinishedResults(options(Grouping.resolution, null));
        video.wanted(Map.of("480P", new WatchedJob(video.video(), "480P", since, confirmed, false)));
        Instant updated = seconds == null ? null : since.plusSeconds(seconds);
        List<FinishedWork> found = single.of(
                        video, List.of(new TranscodeResult(7, "v.mp4", "480P", 1, status, List.of(), updated)))
                .works();
        assertThat(found).hasSize(delivered ? 1 : 0);
    }

    @Test
    void aFailedJobIsTheOneThatWasStartedWhenNoOtherShowedUpForAMinute() {
        Instant since = Instant.now().minusSeconds(61);
        FinishedResults single = new FinishedResults(options(Grouping.resolution, null));
        video.wanted(Map.of("480P", new WatchedJob(video.video(), "480P", since, false, false)));
        assertThat(single.of(video, List.of(result("480P", 7))).works()).hasSize(1);
    }
}
