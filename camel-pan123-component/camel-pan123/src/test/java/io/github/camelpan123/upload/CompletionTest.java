package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.UploadMode;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {

    private static final String COMPLETE = "/upload/v2/file/upload_complete";
    private static final String SLICES = "/upload/v2/file/slice";

    private static final int SLICES_OF_IT = 4;

    private UploaderHarness platform;
    private Pan123Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        start(true);
    }

    private void start(boolean byCode) throws Exception {
        platform = new UploaderHarness(
                builder -> builder.sliceSize(1000).mergePolls(byCode ? 0 : 90).notYetByCode(byCode));
        simulator = platform.simulator;
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private CompletableFuture<UploadOutcome> upload(Uploader.Delays delays) {
        return UploaderHarness.upload(
                platform.uploader(delays), "a.bin", new byte[3500], UploadMode.sliced, Duplicate.fail);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ninetyTimesNotYetAndThenSuccessIsASuccess(boolean byCode) throws Exception {
        stop();
        start(byCode);
        if (byCode) {
            simulator.faults().stillVerifying(90);
        }
        UploadOutcome outcome = upload(UploaderHarness.SHORT).get(2, TimeUnit.MINUTES);
        assertThat(outcome.file().size()).isEqualTo(3500);
        assertThat(simulator.figures().calls(COMPLETE) + simulator.figures().faults(COMPLETE))
                .isGreaterThanOrEqualTo(91);
        assertThat(simulator.figures().calls(SLICES)).isEqualTo(SLICES_OF_IT);
        assertThat(simulator.drive().count()).isOne();
    }

    @Test
    void aFinalFailureIsAnExceptionWithinTwoSeconds() throws Exception {
        simulator.faults().stillVerifying(1).on(COMPLETE).answer(1, "文件上传失败");
        assertThat(Uploader.Delays.USUAL.poll()).isEqualTo(Duration.ofSeconds(1));
        // whoever tried the failure again would wait for an hour
        CompletableFuture<UploadOutcome> upload =
                upload(Uploader.Delays.of(Uploader.Delays.USUAL.poll(), Duration.ofHours(1)));
        assertThatThrownBy(() -> upload.get(2, TimeUnit.MINUTES)).hasCauseInstanceOf(Pan123UploadFailedException.class);
        // one pause of a second, and no more
        assertThat(simulator.figures().requests(COMPLETE)).hasSize(2);
    }

    @Test
    void answersThatGetLostAreAskedForAgainButNotForEver() throws Exception {
        simulator.faults().on(COMPLETE).times(3).cutAfter();
        assertThat(upload(UploaderHarness.SHORT).get(2, TimeUnit.MINUTES).file().size())
                .isEqualTo(3500);
        assertThat(simulator.drive().count()).isOne();
        simulator.faults().on(COMPLETE).always().http(503);
        Completion completion = new Completion(platform.account, UploaderHarness.SHORT);
        assertThatThrownBy(() -> completion
                        .await("session", () -> {}, Ownership.UNSHARED)
                        .get(2, TimeUnit.MINUTES))
                .hasCauseInstanceOf(Pan123Exception.class);
        assertThat(simulator.figures().faults(COMPLETE))
                .isEqualTo(3 + Uploader.Delays.USUAL.retry().maxAttempts());
    }

    @Test
    void theAskingEndsWhenTheUploadIsNotWantedAnyMore() {
        simulator.faults().stillVerifying(1000);
        CompletableFuture<Long> asking = new Completion(platform.account, UploaderHarness.SHORT)
                .await(
                        "session",
                        () -> {
                            if (simulator.figures().faults(COMPLETE) >= 5) {
                                throw new IllegalStateException("stopped");
                            }
                        },
                        Ownership.UNSHARED);
        assertThatThrownBy(() -> asking.orTimeout(20, TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("stopped");
        assertThat(simulator.figures().faults(COMPLETE)).isEqualTo(5);
    }
}
