package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.account.MemoryTokenStore;
import io.github.camelpan123.account.Tier;
import io.github.camelpan123.account.TransportSettings;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123UploadFailedException;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {

    private static final String COMPLETE = "/upload/v2/file/upload_complete";
    private static final String SLICES = "/upload/v2/file/slice";
    private static final Pauses SHORT = new Pauses(Duration.ofMillis(2), Duration.ofMillis(2));

    private Pan123Simulator simulator;
    private CamelContext context;
    private AccountLease account;

    @BeforeEach
    void start() throws Exception {
        start(true);
    }

    private void start(boolean byCode) throws Exception {
        simulator = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(1000)
                .mergePolls(byCode ? 0 : 90)
                .notYetByCode(byCode)
                .start();
        context = new DefaultCamelContext();
        context.start();
        account = Accounts.acquire(settings(), context);
    }

    private AccountSettings settings() {
        return new AccountSettings(
                URI.create(simulator.baseUrl()),
                simulator.clientId(),
                simulator.clientSecret(),
                null,
                Tier.free,
                Map.of("uploadComplete", "1000", "uploadCreate", "1000", "fileInfos", "1000"),
                Duration.ZERO,
                0,
                16,
                Duration.ofMinutes(10),
                true,
                new MemoryTokenStore(),
                new TransportSettings(
                        null, null, 0, null, null, Duration.ofSeconds(5), Duration.ofSeconds(20), new ObjectMapper()));
    }

    @AfterEach
    void stop() {
        account.close();
        context.stop();
        simulator.close();
    }

    private CompletableFuture<UploadOutcome> upload(Pauses pauses) throws Exception {
        UploadOptions options = new UploadOptions(UploadMode.sliced, 0, 4, Duplicate.fail, true, null, 1_000_000);
        return new Uploader(account, new Drive(account), pauses)
                .upload(
                        new UploadRequest(
                                UploadSources.of(new byte[3500]),
                                "a.bin",
                                null,
                                options,
                                (phase, name, done, total) -> {},
                                () -> true),
                        upload -> upload.apply(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ninetyTimesNotYetAndThenSuccessIsASuccess(boolean byCode) throws Exception {
        stop();
        start(byCode);
        if (byCode) {
            simulator.faults().stillVerifying(90);
        }
        UploadOutcome outcome = upload(SHORT).get(60, TimeUnit.SECONDS);
        assertThat(outcome.file().size()).isEqualTo(3500);
        assertThat(simulator.figures().calls(COMPLETE) + simulator.figures().faults(COMPLETE))
                .isGreaterThanOrEqualTo(91);
        assertThat(simulator.figures().calls(SLICES)).isEqualTo(4);
        assertThat(simulator.drive().count()).isOne();
    }

    @Test
    void aFinalFailureIsAnExceptionWithinTwoSeconds() throws Exception {
        simulator.faults().stillVerifying(1).on(COMPLETE).answer(1, "文件上传失败");
        long begin = System.nanoTime();
        CompletableFuture<UploadOutcome> upload = upload(Pauses.USUAL);
        assertThatThrownBy(() -> upload.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(Pan123UploadFailedException.class);
        // one pause of a second, and no more
        assertThat(simulator.figures().requests(COMPLETE)).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void answersThatGetLostAreAskedForAgainButNotForEver() throws Exception {
        simulator.faults().on(COMPLETE).times(3).cutAfter();
        assertThat(upload(SHORT).get(20, TimeUnit.SECONDS).file().size()).isEqualTo(3500);
        assertThat(simulator.drive().count()).isOne();
        simulator.faults().on(COMPLETE).always().http(503);
        Completion completion = new Completion(account, SHORT);
        assertThatThrownBy(() -> completion.await("session", () -> {}).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(Pan123Exception.class);
        assertThat(simulator.figures().faults(COMPLETE)).isEqualTo(3 + Repetition.TRIES);
    }

    @Test
    void theAskingEndsWhenTheUploadIsNotWantedAnyMore() {
        simulator.faults().stillVerifying(1000);
        CompletableFuture<Long> asking = new Completion(account, SHORT).await("session", () -> {
            if (simulator.figures().faults(COMPLETE) >= 5) {
                throw new IllegalStateException("stopped");
            }
        });
        assertThatThrownBy(() -> asking.orTimeout(20, TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("stopped");
        assertThat(simulator.figures().faults(COMPLETE)).isEqualTo(5);
    }
}
