package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UploadServerChoiceTest {

    private static final List<String> BOTH = List.of("fast", "slow");
    private static final Set<String> NONE = Set.of();

    private long now;
    private final UploadServerChoice choice = new UploadServerChoice(() -> now);

    @Test
    void serversOfWhichNothingIsKnownShareTheWork() {
        assertThat(List.of(choice.take(BOTH, NONE), choice.take(BOTH, NONE))).containsExactlyInAnyOrderElementsOf(BOTH);
    }

    @Test
    void aServerThatHasNotAnsweredYetIsNotPreferredToOneThatHas() {
        choice.take(List.of("slow"), NONE);
        choice.take(List.of("slow"), NONE);
        choice.take(List.of("fast"), NONE);
        choice.answered("fast", 1000, 1000);
        assertThat(choice.take(BOTH, NONE)).isEqualTo("fast");
    }

    @Test
    void aSlowServerIsLeftAloneUntilWhatIsKnownOfItIsOld() {
        measure("fast", 1);
        measure("slow", 100);
        for (int i = 0; i < 20; i++) {
            assertThat(choice.take(BOTH, NONE)).isEqualTo("fast");
        }
        now += TimeUnit.MINUTES.toNanos(2);
        assertThat(choice.take(BOTH, NONE)).isEqualTo("slow");
    }

    @Test
    void aServerThatFailedForASliceGetsItOnlyWhenThereIsNoOther() {
        measure("fast", 1);
        measure("slow", 100);
        assertThat(choice.take(BOTH, Set.of("fast"))).isEqualTo("slow");
        assertThat(choice.take(List.of("fast"), Set.of("fast"))).isEqualTo("fast");
        assertThat(choice.take(BOTH, Set.of("fast", "slow"))).isEqualTo("fast");
    }

    @Test
    void aServerThatFailsBeforeAnyHasAnsweredStaysBehindThoseThatAnswer() {
        choice.take(List.of("slow"), NONE);
        choice.failed("slow");
        for (int i = 0; i < 5; i++) {
            measure("fast", 1000);
            assertThat(choice.take(BOTH, NONE)).isEqualTo("fast");
        }
        choice.take(List.of("slow"), NONE);
        choice.answered("slow", 1000, 1000);
        assertThat(choice.take(BOTH, NONE)).isEqualTo("slow");
    }

    private void measure(String server, long nanosPerByte) {
        choice.take(List.of(server), NONE);
        choice.answered(server, 1000, 1000 * nanosPerByte);
    }
}
