package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.SpoolFullException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadMode;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.support.Futures;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that turn out to be more than the disk or the platform takes: no file, and nothing left on this machine. */
class UploadSpoolTest {

    private static final String CREATE = "/upload/v2/file/create";
    private static final String SLICES = "/upload/v2/file/slice";

    @TempDir
    Path spools;

    @TempDir
    Path journals;

    private UploaderHarness platform;

    @BeforeEach
    void start() throws Exception {
        platform = new UploaderHarness(builder -> builder);
    }

    @AfterEach
    void nothingIsLeft() {
        try {
            assertThat(spools).isEmptyDirectory();
            assertThat(journals).isEmptyDirectory();
            assertThat(platform.simulator.drive().count()).isZero();
            assertThat(platform.simulator.figures().calls(SLICES)).isZero();
        } finally {
            platform.close();
        }
    }

    /** Takes up space as it is read. */
    private static InputStream endless(AtomicLong usable) {
        return new InputStream() {
            @Override
            public int read() {
                usable.decrementAndGet();
                return 1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                usable.addAndGet(-length);
                return length;
            }
        };
    }

    private Throwable failure(Uploader uploader, UploadBody body, UploadMode mode, Content announced) {
        UploadRequest request =
                UploaderHarness.request("a.bin", body, UploaderHarness.options(mode, Duplicate.fail, journals));
        UploadRequest said = new UploadRequest(
                body, request.name(), announced, request.options(), request.progress(), request.running());
        return Futures.unwrap(assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> UploaderHarness.upload(uploader, said)
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join())
                .actual());
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced", "auto"})
    void aStreamThatTheDiskHasNoRoomForMakesNoCall(UploadMode mode) {
        AtomicLong usable = new AtomicLong(120L << 20);
        assertThat(failure(nearlyFull(usable), UploaderHarness.body(endless(usable)), mode, null))
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining(spools.toString());
        assertThat(platform.simulator.figures().calls(CREATE)).isZero();
        assertThat(usable.get()).isPositive();
    }

    @Test
    void aSessionThatWasOpenedForItsNamedMd5IsLeftAlone() {
        AtomicLong usable = new AtomicLong(120L << 20);
        Content named = new Content("0".repeat(32), 1 << 30);
        assertThat(failure(nearlyFull(usable), UploaderHarness.body(endless(usable)), UploadMode.sliced, named))
                .isInstanceOf(SpoolFullException.class);
        assertThat(platform.simulator.figures().calls(CREATE)).isOne();
    }

    private Uploader nearlyFull(AtomicLong usable) {
        return new Uploader(
                platform.account,
                new Drive(platform.account),
                true,
                UploaderHarness.SHORT,
                (longest, stillWanted) -> new Spool(spools, longest, usable::get, stillWanted));
    }

    @ParameterizedTest
    @CsvSource({
        "single," + (UploadCalls.LARGEST_SINGLE + 1) + ",uploadMode=sliced",
        "sliced," + (UploadCalls.LARGEST + 1) + ",10000000000",
        "auto," + (UploadCalls.LARGEST + 1) + ",10000000000"
    })
    void aStreamThatTurnsOutToBeTooLongMakesNoCall(UploadMode mode, long size, String told) {
        assertThat(failure(platform.uploader(UploaderHarness.SHORT), held(size), mode, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Long.toString(size))
                .hasMessageContaining(told);
        assertThat(platform.simulator.figures().calls(CREATE)).isZero();
    }

    /** Of unknown length until it was held. */
    private static UploadBody held(long size) {
        return new UploadBody() {
            @Override
            public OptionalLong size() {
                return OptionalLong.empty();
            }

            @Override
            public UploadSource open(Spool spool) {
                return new UploadSource() {
                    @Override
                    public long size() {
                        return size;
                    }

                    @Override
                    public InputStream open(long offset, long length) {
                        throw new AssertionError("nobody was to read this");
                    }
                };
            }
        };
    }
}
