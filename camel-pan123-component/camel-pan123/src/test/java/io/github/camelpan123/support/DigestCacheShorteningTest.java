package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the cache is replaced by one process at a time, and never waited for. */
class DigestCacheShorteningTest {

    private static final int CHANGES = 5;
    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Path LOCAL = Path.of("a.bin");

    @TempDir
    Path folder;

    private static FileState state(int number) {
        return new FileState(number, FileTime.from(BEGUN.minusSeconds(60)), "key");
    }

    private DigestCache cache() {
        return new DigestCache(folder.resolve("digests"), "account", text -> "sealed" + text.hashCode());
    }

    private Path file() {
        return folder.resolve("digests/account.digests");
    }

    @Test
    void onlyOneProcessShortensTheFile() throws Exception {
        DigestCache writer = cache();
        for (int i = 1; i <= CHANGES; i++) {
            writer.keep(LOCAL, state(i), BEGUN, "md5 " + i);
        }
        assertThat(Files.readAllLines(file())).hasSize(CHANGES);

        FileMutex other = FileMutex.tryAcquire(file().resolveSibling("account.digests.lock"))
                .orElseThrow();
        try (other) {
            assertThat(cache().find(LOCAL, state(CHANGES))).contains("md5 " + CHANGES);
            assertThat(Files.readAllLines(file())).hasSize(CHANGES);
        }

        assertThat(cache().find(LOCAL, state(CHANGES))).contains("md5 " + CHANGES);
        assertThat(Files.readAllLines(file())).hasSize(1);
        assertThat(cache().find(LOCAL, state(CHANGES))).contains("md5 " + CHANGES);
    }
}
