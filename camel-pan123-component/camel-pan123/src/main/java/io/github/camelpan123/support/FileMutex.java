package io.github.camelpan123.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exclusive lock among all threads, class loaders and processes that use the same folder. Another thread may release
 * it. It is released when its process dies. On POSIX systems the lock file exists only while the lock is held, or after
 * its holder died.
 *
 * <p>A file lock alone is not enough: it belongs to the whole process, and on POSIX systems it is lost as soon as the
 * process closes <em>any</em> channel of the file (see {@link FileLock}), even a channel that another class loader
 * opened for a failed attempt. The path is therefore first claimed within the JVM by a system property. The system
 * properties are the only string map that all class loaders share.
 */
public final class FileMutex implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FileMutex.class);
    private static final String CLAIM = "io.github.camelpan123.locked:";
    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int LARGEST_SIZE = 1 << 16;
    private static final int ROUNDS = 2;

    private final Path file;
    private final String claim;
    private FileChannel channel;

    private FileMutex(Path file, String claim, FileChannel channel) {
        this.file = file;
        this.claim = claim;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param file the lock file, used for nothing else; its folder must exist
     * @param longest the maximum time to wait; zero or less for no bound
     * @throws LockTimeoutException if the lock is held for longer
     * @throws InterruptedIOException if the thread is interrupted meanwhile
     */
    public static FileMutex acquire(Path file, Duration longest) throws IOException {
        long begin = System.nanoTime();
        long pause = SHORTEST_PAUSE;
        while (true) {
            Optional<FileMutex> mutex = tryAcquire(file);
            if (mutex.isPresent()) {
                return mutex.get();
            }
            long left = longest.toNanos() - (System.nanoTime() - begin);
            if (longest.toNanos() > 0 && left <= 0) {
                throw new LockTimeoutException(file, longest);
            }
            pause(longest.toNanos() > 0 ? Math.min(pause, left) : pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    private static void pause(long nanos) throws InterruptedIOException {
        try {
            // random, so that waiting threads do not retry at the same moment
            TimeUnit.NANOSECONDS.sleep(1 + ThreadLocalRandom.current().nextLong(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for a file lock");
        }
    }

    /**
     * Takes the lock if it is free. Returns empty if it is not.
     *
     * @param file the lock file, used for nothing else; its folder must exist
     */
    public static Optional<FileMutex> tryAcquire(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent().toRealPath();
        Path real = parent.resolve(file.getFileName());
        String claim = CLAIM + real;
        if (System.getProperties().putIfAbsent(claim, "true") != null) {
            return Optional.empty();
        }
        FileChannel locked = null;
        try {
            locked = lock(real);
        } finally {
            if (locked == null) {
                System.getProperties().remove(claim);
            }
        }
        return locked == null ? Optional.empty() : Optional.of(new FileMutex(real, claim, locked));
    }

    /** Returns null if another process has the lock. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = open(file);
        boolean ours = false;
        try {
            ours = channel.tryLock() != null && stillThere(file, channel);
        } catch (OverlappingFileLockException e) {
            LOG.debug("Somebody in this JVM who does not claim it holds {}", file, e);
        } finally {
            if (!ours) {
                channel.close();
            }
        }
        return ours ? channel : null;
    }

    private static FileChannel open(Path file) throws IOException {
        while (true) {
            try {
                Files.createFile(file, PrivateFiles.attributes(file));
            } catch (FileAlreadyExistsException e) {
                LOG.trace("There is a lock file already: {}", file);
            }
            try {
                return FileChannel.open(file, StandardOpenOption.WRITE);
            } catch (NoSuchFileException e) {
                LOG.trace("Its holder has just removed {}", file);
            }
        }
    }

    /**
     * Whether the path still refers to the locked file. The previous holder may have removed it, and another process
     * may have created a new one. The files are compared by a random size, because other ways would open the file
     * again. Two comparisons make a coincidence practically impossible.
     */
    private static boolean stillThere(Path file, FileChannel channel) throws IOException {
        if (!PrivateFiles.posix(file)) {
            // without POSIX permissions the lock file is never removed
            return true;
        }
        try {
            for (int round = 0; round < ROUNDS; round++) {
                if (!follows(file, channel)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            channel.truncate(0);
        }
    }

    private static boolean follows(Path file, FileChannel channel) throws IOException {
        long size = ThreadLocalRandom.current().nextLong(1, LARGEST_SIZE);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
        return Files.size(file) == size;
    }

    /** Releases the lock. */
    @Override
    public synchronized void close() throws IOException {
        if (channel == null) {
            return;
        }
        try (FileChannel closing = channel) {
            channel = null;
            // before the unlock, so that lock files do not accumulate in folders
            removeIfPossible();
        } finally {
            System.getProperties().remove(claim);
        }
    }

    /** Removes the lock file on POSIX systems. Elsewhere a file that was removed while open cannot be created again. */
    private void removeIfPossible() throws IOException {
        if (PrivateFiles.posix(file)) {
            Files.deleteIfExists(file);
        }
    }
}
