package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.SpoolFullException;
import io.github.camelpan123.api.UploadCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final long PLENTY = 1L << 40;

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private Spool spool(long longest) {
        return new Spool(folder, longest, () -> PLENTY, () -> {});
    }

    @Test
    void aStreamCanBeReadFromAnyPlaceOnceItIsOnDisk() throws IOException {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        try (UploadSource source = spool(content.length).write(new ByteArrayInputStream(content))) {
            assertThat(source.size()).isEqualTo(content.length);
            assertThat(source.open(0, content.length).readAllBytes()).isEqualTo(content);
            assertThat(source.open(299_999, 1).readAllBytes()).containsExactly(content[299_999]);
        }
    }

    @Test
    void anEndlessStreamEndsAtTheBound() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 1;
            }
        };
        assertThatThrownBy(() -> spool(1_000_000).write(endless))
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining("1000000")
                .hasMessageContaining("maxSpoolSize");
    }

    @Test
    void nobodyIsToldToRaiseWhatThePlatformBounds() {
        assertThatThrownBy(() -> spool(UploadCalls.LARGEST).requireRoom(UploadCalls.LARGEST + 1))
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining("10000000000")
                .hasMessageContaining("on the platform")
                .hasMessageNotContaining("maxSpoolSize");
    }

    @Test
    void aStreamEndsWhenTheDiskIsNearlyFull() {
        AtomicLong usable = new AtomicLong(100L * 1024 * 1024);
        InputStream in = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                usable.addAndGet(-length);
                return length;
            }
        };
        assertThatThrownBy(() -> new Spool(folder, PLENTY, usable::get, () -> {}).write(in))
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining(folder.toString());
        assertThat(usable.get()).isPositive();
    }

    @Test
    void whatHasNoRoomIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> spool(10).requireRoom(11)).isInstanceOf(SpoolFullException.class);
        assertThatThrownBy(() -> new Spool(folder, PLENTY, () -> 100_000_000, () -> {}).requireRoom(50_000_000))
                .isInstanceOf(SpoolFullException.class);
    }

    @Test
    void aStreamThatBreaksLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> spool(10).write(broken))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void nobodyElseCanFindTheFile() throws IOException {
        try (UploadSource source = spool(10).write(new ByteArrayInputStream(new byte[10]));
                Stream<Path> there = Files.list(folder)) {
            assertThat(source.size()).isEqualTo(10);
            assertThat(there).isEmpty();
        }
    }
}
