package io.github.camelpan123.account;

import io.github.camelpan123.platform.AccessToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Keeps tokens in a folder, one file an account, readable by their owner only. A lock file keeps JVMs apart; a file is
 * replaced as a whole, so that nobody reads half of one. Holds no client id or secret: the name of a file is a hash.
 */
public final class FileTokenStore implements TokenStore {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER_OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    /** A file lock is held by a whole JVM, so threads of this one need a lock of their own. */
    private static final Map<Path, Semaphore> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Path folder;

    /** @param folder created when missing */
    public FileTokenStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileTokenStore store && store.folder.equals(folder);
    }

    @Override
    public int hashCode() {
        return folder.hashCode();
    }

    @Override
    public Claim claim(String account) throws IOException {
        createFolder();
        Path file = folder.resolve(account + ".token");
        Semaphore turn = IN_THIS_JVM.computeIfAbsent(file, path -> new Semaphore(1));
        turn.acquireUninterruptibly();
        FileChannel channel = null;
        try {
            channel = lockFile(folder.resolve(account + ".lock"));
            return new FileClaim(file, channel, channel.lock(), turn);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            turn.release();
            throw e;
        }
    }

    private void createFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, FOLDER_OWNER_ONLY));
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static FileChannel lockFile(Path path) throws IOException {
        try {
            Files.createFile(path, attributes(path, OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            // as it should be, but for the first time
        }
        return FileChannel.open(path, StandardOpenOption.WRITE);
    }

    private record FileClaim(Path file, FileChannel channel, FileLock lock, Semaphore turn) implements Claim {

        @Override
        public Optional<AccessToken> load() throws IOException {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Properties content = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                content.load(in);
            }
            String value = content.getProperty("accessToken");
            String expiry = content.getProperty("expiredAt");
            if (value == null || expiry == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(new AccessToken(value, Instant.parse(expiry)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public void save(AccessToken token) throws IOException {
            Properties content = new Properties();
            content.setProperty("accessToken", token.value());
            content.setProperty("expiredAt", token.expiresAt().toString());
            Path fresh = Files.createTempFile(file.getParent(), "token", ".new", attributes(file, OWNER_ONLY));
            try {
                try (OutputStream out = Files.newOutputStream(fresh)) {
                    content.store(out, null);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                lock.release();
                channel.close();
            } finally {
                turn.release();
            }
        }
    }
}
