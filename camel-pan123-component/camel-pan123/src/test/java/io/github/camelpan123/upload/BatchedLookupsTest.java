package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.FileEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When the looks at what was uploaded go out, and how many go together. */
class BatchedLookupsTest {

    private final List<List<Long>> calls = new ArrayList<>();
    private final CompletableFuture<List<FileEntry>> answer = new CompletableFuture<>();
    /** How long a batch waits, and what ends that. */
    private final List<Duration> waits = new ArrayList<>();

    private CompletableFuture<Void> waited = new CompletableFuture<>();
    private final BatchedLookups looks = new BatchedLookups(this::sleep, this::infos);

    private CompletableFuture<Void> sleep(Duration delay) {
        waits.add(delay);
        return waited;
    }

    private CompletableFuture<List<FileEntry>> infos(Collection<Long> ids) {
        calls.add(List.copyOf(ids));
        return answer;
    }

    private static FileEntry file(long id) {
        return new FileEntry(id, "f" + id, 0, false, 1, "", 0, 0, false, null, null);
    }

    private void begun(int uploads) {
        for (int i = 0; i < uploads; i++) {
            looks.begun();
        }
    }

    @Test
    void aLoneOneWaitsForNobody() {
        begun(1);
        CompletableFuture<Optional<FileEntry>> look = looks.look(7);
        assertThat(calls).containsExactly(List.of(7L));
        answer.complete(List.of(file(7)));
        assertThat(look.join()).contains(file(7));
    }

    @Test
    void allThatAreUnderWayGoTogether() {
        begun(3);
        looks.look(1);
        looks.look(2);
        assertThat(calls).isEmpty();
        CompletableFuture<Optional<FileEntry>> third = looks.look(3);
        assertThat(calls).containsExactly(List.of(1L, 2L, 3L));
        answer.complete(List.of(file(1), file(2)));
        assertThat(third.join()).isEmpty();
    }

    @Test
    void oneThatEndsIsNotWaitedFor() {
        begun(3);
        looks.look(1);
        looks.look(2);
        looks.ended();
        assertThat(calls).containsExactly(List.of(1L, 2L));
    }

    @Test
    void aHundredAreEnough() {
        begun(1000);
        for (long id = 1; id <= 100; id++) {
            looks.look(id);
        }
        assertThat(calls).singleElement().satisfies(ids -> assertThat(ids).hasSize(100));
    }

    @Test
    void oneThatTakesLongIsNotWaitedForForEver() {
        begun(2);
        CompletableFuture<Optional<FileEntry>> look = looks.look(1);
        assertThat(waits).containsExactly(Duration.ofMillis(10));
        assertThat(calls).isEmpty();
        waited.complete(null);
        assertThat(calls).containsExactly(List.of(1L));
        answer.complete(List.of(file(1)));
        assertThat(look).isCompletedWithValue(Optional.of(file(1)));
    }

    @Test
    void theMoreThereAreTheLongerItWaitsButNotLongerThanHalfASecond() {
        begun(1000);
        looks.look(1);
        assertThat(waits).containsExactly(Duration.ofMillis(500));
    }

    private void waitIsOver() {
        CompletableFuture<Void> over = waited;
        waited = new CompletableFuture<>();
        over.complete(null);
    }

    @Test
    void asLongAsOthersJoinItWaitsAgain() {
        begun(1000);
        looks.look(1);
        looks.look(2);
        waitIsOver();
        looks.look(3);
        waitIsOver();
        assertThat(calls).isEmpty();
        waitIsOver();
        assertThat(calls).containsExactly(List.of(1L, 2L, 3L));
        assertThat(waits).hasSize(3).containsOnly(Duration.ofMillis(500));
    }

    @Test
    void butNotLongerThanThreeSeconds() {
        begun(1000);
        looks.look(1);
        for (long id = 2; calls.isEmpty(); id++) {
            looks.look(id);
            waitIsOver();
        }
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(3));
        assertThat(calls).containsExactly(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
    }

    @Test
    void aFailureIsToldToAll() {
        begun(2);
        CompletableFuture<Optional<FileEntry>> one = looks.look(1);
        CompletableFuture<Optional<FileEntry>> two = looks.look(2);
        answer.completeExceptionally(new IllegalStateException("no"));
        assertThat(one).isCompletedExceptionally();
        assertThat(two).isCompletedExceptionally();
    }
}
