package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelpan123.fixtures.IsolatedClassLoader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMutexTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 100;

    @TempDir
    Path folder;

    private Path lock;

    @BeforeEach
    void name() {
        lock = folder.resolve("a.lock");
    }

    private boolean free() throws IOException {
        Optional<FileMutex> mutex = FileMutex.tryAcquire(lock);
        if (mutex.isPresent()) {
            mutex.get().close();
        }
        return mutex.isPresent();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void oneThreadHasItAtATimeAndNothingIsLeft() throws Exception {
        int[] count = new int[1];
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        try (FileMutex mutex = FileMutex.acquire(lock, Duration.ZERO)) {
                            assertThat(mutex).isNotNull();
                            int before = count[0];
                            Thread.yield();
                            count[0] = before + 1;
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                one.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(count[0]).isEqualTo(THREADS * ROUNDS);
        assertThat(files()).isEmpty();
    }

    /** A name for the folder that goes through a link is no other lock. */
    @Test
    void aLinkToTheFolderLeadsToTheSameLock() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        try (FileMutex mutex = FileMutex.acquire(link.resolve("a.lock"), Duration.ZERO)) {
            assertThat(mutex).isNotNull();
            assertThat(FileMutex.tryAcquire(folder.resolve("real").resolve("a.lock")))
                    .isEmpty();
        }
    }

    @Test
    void anotherThreadMayReleaseIt() throws Exception {
        FileMutex mutex = FileMutex.acquire(lock, Duration.ZERO);
        assertThat(free()).isFalse();
        CompletableFuture.runAsync(() -> {
                    try {
                        mutex.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(free()).isTrue();
        // once more does no harm to whoever has it now
        try (FileMutex next = FileMutex.acquire(lock, Duration.ZERO)) {
            assertThat(next).isNotNull();
            mutex.close();
            assertThat(free()).isFalse();
        }
    }

    @Test
    void theWaitIsBoundedAndSaysForWhat() throws Exception {
        try (FileMutex mutex = FileMutex.acquire(lock, Duration.ZERO)) {
            assertThat(mutex).isNotNull();
            assertThatExceptionOfType(LockTimeoutException.class)
                    .isThrownBy(() -> FileMutex.acquire(lock, Duration.ofMillis(30)))
                    .withMessageContaining(lock.getFileName().toString())
                    .withMessageContaining("30 ms");
        }
    }

    @Test
    void whoIsInterruptedWaitsNoMore() throws Exception {
        try (FileMutex mutex = FileMutex.acquire(lock, Duration.ZERO)) {
            assertThat(mutex).isNotNull();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> FileMutex.acquire(lock, Duration.ZERO));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aFolderThatIsMissingIsNoReasonToKeepTheLock() throws Exception {
        Path missing = folder.resolve("missing").resolve("a.lock");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> FileMutex.tryAcquire(missing));
        Files.createDirectory(missing.getParent());
        Files.createDirectory(missing);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> FileMutex.tryAcquire(missing));
        Files.delete(missing);
        try (FileMutex mutex = FileMutex.acquire(missing, Duration.ZERO)) {
            assertThat(mutex).isNotNull();
        }
    }

    @Test
    void aProcessThatIsKilledReleasesIt() throws Exception {
        try (OtherProcess other = OtherProcess.start(LockTries.class, lock.toString())) {
            other.tell("hold");
            assertThat(other.line()).isEqualTo("free");
            assertThat(free()).isFalse();
        }
        assertThat(files()).hasSize(1);
        assertThat(free()).isTrue();
        assertThat(files()).isEmpty();
    }

    /** On POSIX systems a class loader that only tries could release what another one of the process holds. */
    @Test
    void aTryOfAnotherClassLoaderReleasesNothing() throws Exception {
        try (OtherProcess process = OtherProcess.start(LockTries.class, lock.toString());
                IsolatedClassLoader loader = new IsolatedClassLoader()) {
            Class<?> twin = loader.loadClass(FileMutex.class.getName());
            assertThat(twin).isNotSameAs(FileMutex.class);
            Method tryAcquire = twin.getMethod("tryAcquire", Path.class);
            FileMutex mutex = FileMutex.acquire(lock, Duration.ZERO);
            assertThat((Optional<?>) tryAcquire.invoke(null, lock)).isEmpty();
            process.tell("try");
            assertThat(process.line()).isEqualTo("taken");
            mutex.close();
            Optional<?> theirs = (Optional<?>) tryAcquire.invoke(null, lock);
            assertThat(theirs).isPresent();
            assertThat(free()).isFalse();
            process.tell("try");
            assertThat(process.line()).isEqualTo("taken");
            ((AutoCloseable) theirs.get()).close();
            process.tell("try");
            assertThat(process.line()).isEqualTo("free");
        }
    }
}
