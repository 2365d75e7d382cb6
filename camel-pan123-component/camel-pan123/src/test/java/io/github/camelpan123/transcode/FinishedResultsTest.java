package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.platform.TranscodeResult;
import io.github.camelpan123.poll.AfterRead;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinishedResultsTest {

    private static final Duration AT_ONCE = Duration.ofMillis(-1);

    private final FinishedResults finished = new FinishedResults(
            new WatchOptions(Source.space, List.of(), Grouping.video, AT_ONCE, AfterRead.none, null, null));
    private final VideoState video = new VideoState(7);

    private static TranscodeResult result(String resolution, int status) {
        return new TranscodeResult(7, "v.mp4", resolution, resolution.length(), status, List.of(), null);
    }

    private FinishedWork only(TranscodeResult... results) {
        List<FinishedWork> found = finished.in(video, List.of(results));
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
}
