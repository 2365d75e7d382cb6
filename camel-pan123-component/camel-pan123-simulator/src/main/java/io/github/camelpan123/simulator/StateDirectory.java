package io.github.camelpan123.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory of the platform's state: a permanent one with a single user at a time, or a temporary one that is
 * removed with the platform.
 */
final class StateDirectory implements AutoCloseable {
    private final Path path;
    /**
     * Null for a temporary directory. The operating system releases the lock when the process ends, however it ends.
     */
    private final FileChannel lock;

    private StateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static StateDirectory of(Path wanted) throws IOException {
        if (wanted == null) {
            return new StateDirectory(Files.createTempDirectory("pan123-simulator"), null);
        }
        Path path = Files.createDirectories(wanted);
        return new StateDirectory(path, lock(path));
    }

    /** Locks the directory, because two platforms that write to one journal would corrupt it. */
    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = null;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // the other platform runs in this process
        } finally {
            if (taken == null) {
                channel.close();
            }
        }
        if (taken == null) {
            throw new IOException("another simulator uses the state directory " + path.toAbsolutePath()
                    + "; end it, or choose another directory");
        }
        return channel;
    }

    /** Whether it is removed with the platform. */
    boolean temporary() {
        return lock == null;
    }

    Path path() {
        return path;
    }

    /** Returns null if nothing must be persisted. */
    Path journal() {
        return temporary() ? null : path.resolve("journal.jsonl");
    }

    Path trustStore() {
        return path.resolve("truststore.p12");
    }

    /** Returns the generated account: that of the last start with this directory, or a new one. */
    Map<String, String> generatedClient() throws IOException {
        Path file = path.resolve("client");
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return Map.of(lines.get(0), lines.get(1));
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String hex = HexFormat.of().formatHex(random);
        String id = hex.substring(0, 32);
        String secret = hex.substring(32);
        if (!temporary()) {
            Files.createFile(file);
            if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(file, id + "\n" + secret + "\n");
        }
        return Map.of(id, secret);
    }

    @Override
    public void close() {
        if (!temporary()) {
            letGo();
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // an interrupted request may still hold a file; the operating system cleans it up
        }
    }

    private void letGo() {
        try {
            lock.close();
        } catch (IOException e) {
            // the operating system releases the lock at the end of the process
        }
    }
}
