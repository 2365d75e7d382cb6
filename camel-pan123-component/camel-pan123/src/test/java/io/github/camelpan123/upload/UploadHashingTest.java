package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.UploadMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a content is read: once for all its digests, when the size of its slices has been guessed, and once to send it. */
@Order(3) // it lasts some seconds
class UploadHashingTest {

    private static final String SLICES = "/upload/v2/file/slice";
    private static final int SLICE = 1000;
    private static final long USUAL = 16L * 1024 * 1024;
    /** As many files as are digested at once. */
    private static final int AT_ONCE = 4;

    @TempDir
    Path journals;

    private final AtomicLong read = new AtomicLong();
    private UploaderHarness platform;

    @BeforeEach
    void start() throws Exception {
        platform = new UploaderHarness(builder -> builder.sliceSize(SLICE));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static UploadBody body(UploadSource source) {
        return new UploadBody() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(source.size());
            }

            @Override
            public UploadSource open(Spool spool) {
                return source;
            }
        };
    }

    private CompletableFuture<UploadOutcome> upload(String name, UploadSource source) {
        // another uploader each time, as another context or another life of a route has
        return UploaderHarness.upload(
                        platform.uploader(UploaderHarness.SHORT),
                        UploaderHarness.request(
                                name,
                                body(source),
                                UploaderHarness.options(UploadMode.sliced, Duplicate.fail, journals)))
                .orTimeout(60, TimeUnit.SECONDS);
    }

    private CompletableFuture<UploadOutcome> upload(String name, byte[] content) {
        return upload(name, new CountedSource(content, (offset, length) -> read.addAndGet(length)));
    }

    /** @param beforeDigests run before the content is read to its end */
    private CompletableFuture<UploadOutcome> upload(String name, byte[] content, Runnable beforeDigests) {
        return upload(name, new CountedSource(content, (offset, length) -> {
            if (length == content.length) {
                beforeDigests.run();
            }
        }));
    }

    private void guess(long size) {
        platform.account.shared(Slices.Size.class, Slices.Size::new).told(size);
    }

    private static Stream<Arguments> guesses() {
        return Stream.of(300L, 999L, 1000L, 1001L, 2000L, USUAL)
                .flatMap(guess -> Stream.of(1, 999, 1000, 1001, 2000, 5007).map(size -> Arguments.of(guess, size)));
    }

    @ParameterizedTest
    @MethodSource("guesses")
    void aRightGuessSavesAReadAndAWrongOneChangesNothingElse(long guess, int size) throws Exception {
        guess(guess);
        byte[] content = content(size);
        upload("a.bin", content).join();
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(content);
        assertThat(platform.simulator.figures().calls(SLICES)).isEqualTo((size + SLICE - 1) / SLICE);
        // of a content that is one slice there is nothing to guess
        assertThat(read).hasValue((guess == SLICE || size <= SLICE ? 2L : 3L) * size);
    }

    @Test
    void theGuessIsWhatTheAccountWasToldLastByWhicheverContext() {
        upload("a.bin", content(5007)).join();
        assertThat(read.getAndSet(0)).isEqualTo(3 * 5007);
        upload("b.bin", content(5008)).join();
        assertThat(read).hasValue(2 * 5008);
    }

    @ParameterizedTest
    @ValueSource(longs = {300, 1000, USUAL})
    void whatIsLeftOfAnEarlierAttemptIsSentRightWhateverIsGuessed(long guess) throws Exception {
        byte[] content = content(20 * SLICE);
        platform.simulator.faults().on(SLICES).after(6).always().http(503);
        CompletableFuture<UploadOutcome> first = upload("a.bin", content);
        assertThatThrownBy(first::join).hasCauseInstanceOf(Pan123Exception.class);
        platform.simulator.faults().clear();
        guess(guess);
        upload("a.bin", content).join();
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(content);
        assertThat(platform.simulator.figures().uploadedBytes()).isEqualTo(content.length);
    }

    /** So that the first ones are sent while the others are read. */
    @Test
    void notMoreThanFourAreReadAtOnceHoweverManyAreToBeUploaded() {
        guess(SLICE);
        AtomicInteger begun = new AtomicInteger();
        Semaphore mayGoOn = new Semaphore(0);
        List<CompletableFuture<UploadOutcome>> uploads = new ArrayList<>();
        int files = 5 * AT_ONCE;
        for (int i = 0; i < files; i++) {
            uploads.add(upload("file" + i, content(SLICE * 3 + i), () -> {
                begun.incrementAndGet();
                mayGoOn.acquireUninterruptibly();
            }));
        }
        for (int ended = 0; ended < files; ended++) {
            int expected = Math.min(files, ended + AT_ONCE);
            await().until(() -> begun.get() >= expected);
            // opened and digested by threads that others read with, and sent: time enough for one too many to begin
            UploaderHarness.upload(
                            platform.uploader(UploaderHarness.SHORT),
                            UploaderHarness.request(
                                    "small" + ended,
                                    UploaderHarness.body(content(100 + ended)),
                                    UploaderHarness.options(UploadMode.single, Duplicate.fail, null)))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            assertThat(begun).hasValue(expected);
            mayGoOn.release();
        }
        uploads.forEach(CompletableFuture::join);
        assertThat(platform.simulator.drive().count()).isEqualTo(2L * files);
    }

    @Test
    void aFileThatHasBeenReadIsSentWhileOthersAreRead() {
        guess(SLICE);
        int files = 2 * AT_ONCE;
        Semaphore mayGoOn = new Semaphore(1);
        List<CompletableFuture<UploadOutcome>> uploads = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            uploads.add(upload("file" + i, content(SLICE * 3 + i), mayGoOn::acquireUninterruptibly));
        }
        for (int there = 1; there <= files; there++) {
            CompletableFuture.anyOf(uploads.toArray(CompletableFuture<?>[]::new))
                    .join();
            uploads.removeIf(CompletableFuture::isDone);
            assertThat(platform.simulator.drive().count()).isEqualTo(there);
            mayGoOn.release();
        }
    }
}
