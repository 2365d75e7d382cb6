package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.SINGLE;
import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.fail;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.fixtures.RemoteFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing half-made: neither on the drive nor in the journal. */
class UploadBadInputTest {

    private static final String SLICED = "pan123:upload?uploadMode=sliced&journalDirectory=";

    private SimulatedPlatform platform;

    @TempDir
    Path folder;

    private Path journals;

    @BeforeEach
    void start() throws Exception {
        journals = folder.resolve("journals");
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try {
            assertThat(platform.simulator.drive().count()).isZero();
            if (Files.exists(journals)) {
                try (Stream<Path> left = Files.list(journals)) {
                    assertThat(left).isEmpty();
                }
            }
        } finally {
            platform.close();
        }
    }

    private File sparse(long size) throws IOException {
        File file = folder.resolve("sparse").toFile();
        try (RandomAccessFile out = new RandomAccessFile(file, "rw")) {
            out.setLength(size);
        }
        return file;
    }

    /** Does something at the end of a phase, on the thread that works. */
    private void when(String phase, Consumer<Path> what, Path file) {
        AtomicBoolean once = new AtomicBoolean();
        platform.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof Pan123ProgressEvent progress
                        && progress.getPhase().equals(phase)
                        && progress.getDone() > 0
                        && once.compareAndSet(false, true)) {
                    what.accept(file);
                }
            }
        });
    }

    private static void grow(Path file) {
        try {
            Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void shrink(Path file) {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rewrite(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1]++;
            Files.write(file, bytes);
            // later than before, however coarse the clock of the file system is
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Consumer<Path> change(String name) {
        return switch (name) {
            case "grow" -> UploadBadInputTest::grow;
            case "shrink" -> UploadBadInputTest::shrink;
            case "rewrite" -> UploadBadInputTest::rewrite;
            case "remove" -> UploadBadInputTest::remove;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void aFileOverTenGigabytesIsRefusedBeforeAnyCall() throws IOException {
        assertThatThrownBy(() -> throwing(SLICED + journals, sparse(10_000_000_001L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000000001")
                .hasMessageContaining("10000000000");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void aFileOverOneGigabyteInOneStepIsRefusedBeforeAnyCall() throws IOException {
        assertThatThrownBy(() -> throwing("pan123:upload?uploadMode=single", sparse(1_000_000_001L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uploadMode=sliced");
        assertThatThrownBy(() -> throwing("pan123:upload?singleThreshold=2000000000", sparse(1_000_000_001L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000000000");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    private void throwing(String uri, Object body) throws Throwable {
        throw fail(begin(platform.context, uri, body, "a.bin"));
    }

    private static InputStream untouchable() {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nobody was to read this");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"sliced,10000000001,10000000000", "auto,10000000001,10000000000", "single,1000000001,uploadMode=sliced"
    })
    void aStreamThatIsSaidToBeTooLongIsRefusedBeforeAnyCall(String mode, long length, String told) {
        String uri = "pan123:upload?uploadMode=" + mode + "&journalDirectory=" + journals;
        RemoteFile remote = new RemoteFile(untouchable(), length);
        Map<String, Object> header = Map.of(
                Pan123Constants.OVERRIDE_FILE_NAME,
                "a.bin",
                Pan123Constants.CONTENT_MD5,
                "0".repeat(32),
                Exchange.FILE_LENGTH,
                length);
        for (CompletableFuture<Exchange> upload : List.of(
                begin(platform.context, uri, remote, "a.bin"), begin(platform.context, uri, untouchable(), header))) {
            assertThat(fail(upload))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Long.toString(length))
                    .hasMessageContaining(told);
        }
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        for (String option : List.of("uploadConcurrency=0", "singleThreshold=-1", "maxSpoolSize=0")) {
            assertThatThrownBy(() -> throwing("pan123:upload?" + option, "x")).hasStackTraceContaining(option);
        }
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void missingFilesAndFoldersAreRefusedBeforeAnyCall() {
        assertThatThrownBy(() -> throwing("pan123:upload", folder.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> throwing("pan123:upload", folder)).isInstanceOf(NoSuchFileException.class);
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HASH,grow",
        "HASH,rewrite",
        "HASH,shrink",
        "HASH,remove",
        "SEND,grow",
        "SEND,rewrite",
        "SEND,shrink",
        "SEND,remove"
    })
    void aFileThatChangesWhileItIsReadDoesNotBecomeAFile(String phase, String what) throws IOException {
        Path file = Files.write(folder.resolve("changing"), content(3_000_000));
        when(phase, change(what), file);
        assertThat(fail(begin(platform.context, SLICED + journals, file.toFile(), "a.bin")))
                .isInstanceOf(SourceChangedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "HASH,grow",
        "HASH,rewrite",
        "HASH,shrink",
        "HASH,remove",
        "SEND,grow",
        "SEND,rewrite",
        "SEND,shrink",
        "SEND,remove"
    })
    void norDoesOneInOneStep(String phase, String what) throws IOException {
        Path file = Files.write(folder.resolve("changing"), content(900_000));
        when(phase, change(what), file);
        assertThat(fail(begin(platform.context, "pan123:upload?uploadMode=single", file.toFile(), "a.bin")))
                .isInstanceOf(SourceChangedException.class);
        assertThat(platform.simulator.figures().requests(SINGLE)).allMatch(request -> request.code() != 0);
    }

    @Test
    void aSuccessThatThePlatformDoesNotShowIsAFailure() {
        platform.simulator.faults().on(SINGLE).lose();
        assertThat(fail(begin(platform.context, "pan123:upload", content(100), "a.bin")))
                .isInstanceOf(Pan123UploadFailedException.class)
                .hasMessageContaining("does not show it");
        platform.simulator.faults().on(SINGLE).lose();
        succeed(begin(platform.context, "pan123:upload?verifyUpload=false", content(100), "a.bin"));
    }

    @Test
    void aSliceThatIsRefusedForGoodEndsTheUploadAtOnce() {
        platform.simulator.faults().on(SLICES).after(2).always().answer(1, "分片MD5校验失败");
        assertThat(fail(begin(platform.context, SLICED + journals, content(10 * 256 * 1024), "a.bin")))
                .hasMessageContaining("分片MD5校验失败");
        assertThat(platform.simulator.figures().faults(SLICES)).isLessThanOrEqualTo(4);
    }
}
