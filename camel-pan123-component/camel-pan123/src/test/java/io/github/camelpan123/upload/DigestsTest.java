package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.camelpan123.platform.Pan123ShutdownException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {

    private static final int SLICE = 300_000;
    private static final ExecutorService SECOND = Executors.newCachedThreadPool();

    @AfterAll
    static void stop() {
        SECOND.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, SLICE - 1, SLICE, SLICE + 1, 2 * SLICE, 256 * 1024, 3 * 256 * 1024, 5 * SLICE + 7, 3_000_001})
    void oneReadGivesTheDigestsOfTheWholeAndOfEverySlice(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Fingerprint fingerprint =
                Digests.withSlices(new BufferSource(java.nio.ByteBuffer.wrap(content)), SLICE, SECOND, done -> {});
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
        assertThatThrownBy(() -> Digests.withSlices(liar, 10, SECOND, done -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shorter");
    }

    private static void withSecond(Executor second) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> Digests.withSlices(
                        new BufferSource(ByteBuffer.wrap(new byte[20 * 256 * 1024])), SLICE, second, done -> {}));
    }

    @Test
    void aReaderThatIsToBeItsOwnSecondThreadDoesNotWaitForItself() {
        assertThatThrownBy(() -> withSecond(Runnable::run)).isInstanceOf(Pan123ShutdownException.class);
    }

    @Test
    void aReaderDoesNotWaitForASecondThreadThatDied() {
        assertThatThrownBy(() -> withSecond(task -> SECOND.execute(() -> {
                    Thread.currentThread().interrupt();
                    task.run();
                })))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("slices");
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }
}
