package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.camelpan123.api.Pan123ShutdownException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {

    private static final int SLICE = 300_000;
    private static final ExecutorService DIGESTERS = Executors.newCachedThreadPool();

    @AfterAll
    static void stop() {
        DIGESTERS.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, SLICE - 1, SLICE, SLICE + 1, 2 * SLICE, 256 * 1024, 3 * 256 * 1024, 5 * SLICE + 7, 3_000_001})
    void oneReadGivesTheDigestsOfTheWholeAndOfEverySlice(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        HashedContent fingerprint =
                Digests.withSlices(new UploadSource.InMemory(ByteBuffer.wrap(content)), SLICE, DIGESTERS, done -> {});
        assertThat(fingerprint.md5()).isEqualTo(md5(content));
        int slices = (size + SLICE - 1) / SLICE;
        assertThat(fingerprint.sliceMd5s()).hasSize(slices);
        for (int i = 0; i < slices; i++) {
            byte[] slice = Arrays.copyOfRange(content, i * SLICE, Math.min(size, (i + 1) * SLICE));
            assertThat(fingerprint.sliceMd5(i, SLICE)).isEqualTo(md5(slice));
        }
        assertThat(fingerprint.sliceMd5(0, SLICE + 1)).isNull();
    }

    @Test
    void contentThatBecomesShorterIsAnError() {
        UploadSource liar = new UploadSource() {
            @Override
            public long size() {
                return 1000;
            }

            @Override
            public InputStream open(long offset, long length) {
                return InputStream.nullInputStream();
            }
        };
        assertThatThrownBy(() -> Digests.withSlices(liar, 10, DIGESTERS, done -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shorter");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SLICE, SLICE + 1, 3_000_001})
    void everyByteIsReadOnce(int size) throws Exception {
        AtomicLong read = new AtomicLong();
        UploadSource counted = new CountedSource(new byte[size], (offset, length) -> read.addAndGet(length));
        Digests.withSlices(counted, SLICE, DIGESTERS, done -> {});
        assertThat(read).hasValue(size);
    }

    @Test
    void aReaderMayHaveToDigestByItself() {
        byte[] content = new byte[20 * 256 * 1024];
        HashedContent fingerprint = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> Digests.withSlices(
                        new UploadSource.InMemory(ByteBuffer.wrap(content)), SLICE, Runnable::run, done -> {}));
        assertThat(fingerprint.sliceMd5s()).hasSize((content.length + SLICE - 1) / SLICE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 30})
    void aReaderDoesNotWaitForDigestersThatAreBeingClosed(int tasks) {
        Semaphore left = new Semaphore(tasks);
        Executor closing = task -> {
            if (!left.tryAcquire()) {
                throw new RejectedExecutionException();
            }
            DIGESTERS.execute(task);
        };
        assertThatThrownBy(() -> assertTimeoutPreemptively(
                        Duration.ofSeconds(30),
                        () -> Digests.withSlices(
                                new UploadSource.InMemory(ByteBuffer.wrap(new byte[20 * 256 * 1024])),
                                SLICE,
                                closing,
                                done -> {})))
                .isInstanceOf(Pan123ShutdownException.class);
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }
}
