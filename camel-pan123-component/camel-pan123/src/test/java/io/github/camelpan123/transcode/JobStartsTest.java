package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobStartsTest {

    private static final TranscodeVideo VIDEO = new TranscodeVideo(7, "v.mp4", 0);
    private static final Instant FIRST = Instant.ofEpochSecond(1);
    private static final Instant SECOND = Instant.ofEpochSecond(2);

    private final JobStarts starts = new JobStarts();

    private void startTwice() {
        starts.starting(start(FIRST));
        starts.starting(start(SECOND));
    }

    private static WatchedJob start(Instant since) {
        return new WatchedJob(VIDEO, "480P", since, false, false);
    }

    @Test
    void whatHappensToAStartDoesNotHappenToALaterOne() {
        startTwice();
        starts.delivered(FIRST);
        assertThat(starts.last()).isEqualTo(start(SECOND));
        starts.over(FIRST);
        assertThat(starts.all()).containsExactly(start(SECOND));
        starts.over(FIRST);
        starts.delivered(FIRST);
        starts.started(FIRST);
        starts.refused(FIRST);
        assertThat(starts.all()).containsExactly(start(SECOND));
    }

    @Test
    void theStartBeforeCountsAgainIfALaterOneIsRefused() {
        starts.starting(start(FIRST));
        starts.started(FIRST);
        starts.starting(start(SECOND));
        starts.refused(SECOND);
        assertThat(starts.last()).isEqualTo(start(FIRST).confirm());
        starts.refused(FIRST);
        assertThat(starts.isEmpty()).isTrue();
    }

    /** The answers to two starts at the same time may come in any order. */
    @Test
    void theStartThatWasNotRefusedStays() {
        startTwice();
        starts.started(FIRST);
        assertThat(starts.last()).isEqualTo(start(SECOND));
        starts.refused(SECOND);
        assertThat(starts.all()).containsExactly(start(FIRST).confirm());
    }

    @Test
    void aConfirmedStartReplacesThoseBefore() {
        startTwice();
        starts.started(SECOND);
        assertThat(starts.all()).containsExactly(start(SECOND).confirm());
    }

    @Test
    void whatIsOverOrDeliveredIncludesTheStartsBefore() {
        startTwice();
        starts.delivered(SECOND);
        assertThat(starts.all()).allMatch(WatchedJob::delivered);
        starts.over(SECOND);
        assertThat(starts.isEmpty()).isTrue();
    }

    @Test
    void anEventThatDoesNotSayItsStartBelongsToTheLast() {
        startTwice();
        starts.started(null);
        starts.delivered(null);
        assertThat(starts.all()).containsExactly(start(SECOND).confirm().deliver());
        starts.over(null);
        assertThat(starts.isEmpty()).isTrue();
    }

    @Test
    void startsWithoutAnAnswerDoNotGrowForEver() {
        for (int i = 0; i < 1000; i++) {
            starts.starting(start(Instant.ofEpochSecond(i)));
        }
        assertThat(starts.all()).hasSizeLessThan(20);
        assertThat(starts.last().since()).isEqualTo(Instant.ofEpochSecond(999));
    }
}
