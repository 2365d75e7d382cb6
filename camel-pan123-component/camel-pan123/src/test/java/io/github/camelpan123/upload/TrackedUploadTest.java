package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.upload.UploadInFlight.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is remembered of an upload, on a clock of its own. */
class TrackedUploadTest {

    private static final long MEGA = 1_000_000;

    private final AtomicLong clock = new AtomicLong(7);
    private final AtomicLong passedOn = new AtomicLong();
    private final TrackedUpload upload = new TrackedUpload(
            "a.bin",
            -1,
            (phase, name, done, total) -> passedOn.incrementAndGet(),
            Instant.parse("2026-11-30T00:00:00Z"),
            clock::get);

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void theRateIsThatOfTheStepAndIdleIsTheTimeSinceTheLastReport() {
        pass(3);
        assertThat(upload.state().step()).isEqualTo(Step.WAIT);
        assertThat(upload.state().size()).isEqualTo(-1);
        assertThat(upload.state().bytesPerSecond()).isZero();
        assertThat(upload.state().idle()).hasSeconds(3);
        upload.at(UploadProgress.Phase.HASH, "a.bin", 0, 10 * MEGA);
        pass(2);
        upload.at(UploadProgress.Phase.HASH, "a.bin", 9 * MEGA, 10 * MEGA);
        assertThat(upload.state().step()).isEqualTo(Step.HASH);
        assertThat(upload.state().size()).isEqualTo(10 * MEGA);
        assertThat(upload.state().bytesPerSecond()).isEqualTo(9 * MEGA / 2);
        upload.at(UploadProgress.Phase.HASH, "a.bin", 10 * MEGA, 10 * MEGA);
        pass(60);
        assertThat(upload.state().step()).as("it waits for a call").isEqualTo(Step.WAIT);
        assertThat(upload.state().done()).isZero();
        assertThat(upload.state().bytesPerSecond()).isZero();
        assertThat(upload.state().idle()).hasSeconds(60);
        upload.at(UploadProgress.Phase.SEND, "a.bin", 0, 10 * MEGA);
        pass(4);
        upload.at(UploadProgress.Phase.SEND, "a.bin", 4 * MEGA, 10 * MEGA);
        assertThat(upload.state().bytesPerSecond()).isEqualTo(MEGA);
        assertThat(upload.state().idle()).isZero();
        pass(6);
        assertThat(upload.state().idle()).hasSeconds(6);
        assertThat(upload.state().done()).isEqualTo(4 * MEGA);
        assertThat(upload.state().age()).hasSeconds(75);
        assertThat(passedOn).hasValue(5);
    }

    @Test
    void afterItsEndNothingChangesAndItIsShownForAMinute() {
        upload.at(UploadProgress.Phase.SEND, "a.bin", 1, 2);
        upload.ended(new IOException("x".repeat(5000)));
        UploadInFlight end = upload.state();
        assertThat(end.failure()).hasSize(201).endsWith("…");
        pass(60);
        assertThat(upload.state()).isEqualTo(end);
        assertThat(upload.endedBefore(Duration.ofMinutes(1))).isFalse();
        clock.incrementAndGet();
        assertThat(upload.endedBefore(Duration.ofMinutes(1))).isTrue();
    }
}
