package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.cluster.UploadLease;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.UploadMode;
import io.github.camelpan123.support.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of an upload that waits for its lease count for its operation, whatever thread the engine answers on. */
class CallerOfLeasesTest {

    @TempDir
    Path folder;

    /** Answers when it is told to. */
    private static final class LateLease implements UploadLease {
        private final CompletableFuture<State> acquired = new CompletableFuture<>();
        private final CompletableFuture<State> renewed = new CompletableFuture<>();
        private volatile boolean valid = true;

        @Override
        public CompletableFuture<State> acquire() {
            return acquired;
        }

        @Override
        public CompletableFuture<State> renew(boolean restore) {
            return renewed;
        }

        @Override
        public boolean valid() {
            return valid;
        }

        @Override
        public long number() {
            return 1;
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration renewal() {
            return Duration.ofHours(1);
        }

        @Override
        public void release() {
            // nobody else wants it
        }
    }

    private static String operationAfter(Supplier<CompletableFuture<?>> step, Runnable answer) {
        CompletableFuture<String> seen = new Caller("upload", null)
                .run(() -> step.get().thenApply(any -> Caller.current().operation()));
        assertThat(seen).isNotDone();
        CompletableFuture.runAsync(answer);
        return seen.join();
    }

    @Test
    void theCallerIsKeptWhileTheEngineIsAsked() throws Exception {
        try (UploaderHarness harness = new UploaderHarness(builder -> builder)) {
            LateLease lease = new LateLease();
            UploadRequest request = UploaderHarness.request(
                    "file",
                    UploaderHarness.body(new byte[1]),
                    UploaderHarness.options(UploadMode.sliced, Duplicate.fail, folder));
            Journals journals = new Journals(harness.account.label(), harness.account.seal());
            assertThat(operationAfter(
                            () -> new SharedJournals(harness.account, (upload, above) -> lease, journals)
                                    .open(request, 0),
                            () -> lease.acquired.complete(UploadLease.State.HELD)))
                    .isEqualTo("upload");

            LeasedOwnership owner = LeasedOwnership.acquire(
                            harness.account, lease, journals.files(folder, 0, "file"), request)
                    .join();
            lease.valid = false;
            assertThat(operationAfter(owner::confirmed, () -> lease.renewed.complete(UploadLease.State.HELD)))
                    .isEqualTo("upload");
        }
    }
}
