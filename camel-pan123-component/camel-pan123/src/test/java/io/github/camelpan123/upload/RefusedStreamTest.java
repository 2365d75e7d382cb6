package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelpan123.api.SpoolFullException;
import io.github.camelpan123.fixtures.RemoteFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that is not read stays as it was, so that whoever handles the failure can store it elsewhere. */
class RefusedStreamTest {

    private static final long PLENTY = 1L << 40;
    private static final long SIZE = 5_000_000_000L;

    @TempDir
    private Path folder;

    /** Why a stream is refused before its first byte. */
    private enum Refusal {
        LONGER_THAN_ALLOWED(SpoolFullException.class) {
            @Override
            Spool spool(Path folder) {
                return new Spool(folder, SIZE - 1, () -> PLENTY, () -> {});
            }
        },
        LONGER_THAN_THE_DISK(SpoolFullException.class) {
            @Override
            Spool spool(Path folder) {
                return new Spool(folder, PLENTY, () -> SIZE, () -> {});
            }
        },
        NEARLY_FULL_DISK(SpoolFullException.class) {
            @Override
            Spool spool(Path folder) {
                return new Spool(folder, PLENTY, () -> 1000, () -> {});
            }
        },
        NO_FOLDER(NoSuchFileException.class) {
            @Override
            Spool spool(Path folder) {
                return new Spool(folder.resolve("missing"), PLENTY, () -> PLENTY, () -> {});
            }
        },
        UNKNOWN_SPACE(NoSuchFileException.class) {
            @Override
            Spool spool(Path folder) {
                return new Spool(
                        folder,
                        PLENTY,
                        () -> {
                            throw new UncheckedIOException(new NoSuchFileException("no disk"));
                        },
                        () -> {});
            }
        },
        NOT_WANTED_ANY_MORE(CancellationException.class) {
            @Override
            Spool spool(Path folder) {
                return new Spool(folder, PLENTY, () -> PLENTY, () -> {
                    throw new CancellationException();
                });
            }
        };

        private final Class<? extends Exception> failure;

        Refusal(Class<? extends Exception> failure) {
            this.failure = failure;
        }

        abstract Spool spool(Path folder);

        boolean of(OptionalLong size) {
            boolean bySize = this == LONGER_THAN_ALLOWED || this == LONGER_THAN_THE_DISK;
            return size.isPresent() || !bySize;
        }
    }

    private static Stream<Arguments> all() {
        return Stream.of(OptionalLong.empty(), OptionalLong.of(SIZE)).flatMap(size -> Stream.of(Refusal.values())
                .filter(refusal -> refusal.of(size))
                .map(refusal -> Arguments.of(refusal, size)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStreamThatIsRefusedBeforeItsFirstByteStaysOpenAndUnread(Refusal refusal, OptionalLong size)
            throws IOException {
        Watched in = new Watched();
        Object content = size.isPresent() ? new RemoteFile(in, size.getAsLong()) : in;
        UploadBody body = UploadBodies.refusedWhenEmpty(
                OptionalLong.empty(), UploadBodies.of(content, () -> StandardCharsets.UTF_8));
        assertThat(catchThrowable(() -> body.open(refusal.spool(folder)))).isInstanceOf(refusal.failure);
        assertThat(in.read).isFalse();
        assertThat(in.closed).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    /** Nobody can use the rest of a stream whose beginning is gone. */
    @Test
    void aStreamThatIsRefusedLaterIsClosed() throws IOException {
        Watched in = new Watched();
        UploadBody body = UploadBodies.of(in, () -> StandardCharsets.UTF_8);
        assertThat(catchThrowable(() -> body.open(new Spool(folder, 10_000, () -> PLENTY, () -> {}))))
                .isInstanceOf(SpoolFullException.class);
        assertThat(in.closed).isTrue();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    /** Endless zeros. */
    private static final class Watched extends FilterInputStream {
        private boolean read;
        private boolean closed;

        Watched() {
            super(InputStream.nullInputStream());
        }

        @Override
        public int read() {
            read = true;
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            read = true;
            return length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
