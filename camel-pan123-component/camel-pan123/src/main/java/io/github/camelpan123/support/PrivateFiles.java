package io.github.camelpan123.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and folders that only their owner can read and write. On file systems without POSIX permissions, as on Windows,
 * new files have the permissions of their parent folder.
 */
public final class PrivateFiles {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);
    private static final String FILE = "rw-------";
    private static final String FOLDER = "rwx------";
    /** Execute permission on a folder is harmless, because others cannot open the files in it. */
    private static final Set<PosixFilePermission> READ_OR_WRITE_BY_OTHERS =
            PosixFilePermissions.fromString("---rw-rw-");

    private PrivateFiles() {}

    /**
     * Returns the attributes of a new file that only its owner can read.
     *
     * @param folder any path of the file system of the file
     * @return empty if the file system has no POSIX permissions
     */
    public static FileAttribute<?>[] attributes(Path folder) {
        return attributes(folder, FILE);
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Whether the file system has POSIX permissions. */
    static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Makes sure that a folder exists and that others can neither read nor write it. If others can, their permissions
     * are removed, provided that no file of another user is in it. Otherwise the folder is refused, so that a folder
     * such as {@code /tmp} keeps its permissions.
     *
     * @return the path of the folder without symbolic links
     * @throws IOException if the folder cannot be created, or is refused; the message says what to do
     */
    public static Path folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, FOLDER));
        }
        Path real = folder.toRealPath();
        if (posix(real)) {
            PosixFileAttributes found = Files.readAttributes(real, PosixFileAttributes.class);
            if (!Collections.disjoint(found.permissions(), READ_OR_WRITE_BY_OTHERS)) {
                closeToOthers(real, found);
            }
        }
        return real;
    }

    private static void closeToOthers(Path folder, PosixFileAttributes found) throws IOException {
        String permissions = PosixFilePermissions.toString(found.permissions());
        if (!holdsOnlyPrivateFiles(folder, found.owner())) {
            throw refused(folder, permissions, "it also holds files that are not private to its owner", null);
        }
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER));
        } catch (FileSystemException e) {
            throw refused(folder, permissions, "they cannot be changed by this user", e);
        }
        LOG.warn(
                "The folder {} could be read or written by other users ({}); its permissions are now {}",
                folder,
                permissions,
                FOLDER);
    }

    private static boolean holdsOnlyPrivateFiles(Path folder, UserPrincipal owner) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> isPrivate(file, owner));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isPrivate(Path file, UserPrincipal owner) {
        try {
            PosixFileAttributes found =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.owner().equals(owner) && Collections.disjoint(found.permissions(), READ_OR_WRITE_BY_OTHERS);
        } catch (NoSuchFileException e) {
            // a lock file may disappear during the check
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IOException refused(Path folder, String permissions, String why, IOException cause) {
        IOException refused = new AccessDeniedException(
                folder.toString(),
                null,
                "other users can read or write this folder (" + permissions + "), and its permissions are left as they"
                        + " are because " + why + ". Name a folder that does not exist yet, for example one inside it:"
                        + " it is created for its owner only");
        refused.initCause(cause);
        return refused;
    }

    /**
     * Replaces a file atomically: after a crash it has either the old or the new content. Only one thread or process at
     * a time may do this.
     *
     * @param file created if missing; its folder must exist
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        // removes the file of a killed process; a new file is created, so that a symbolic link of an attacker is not
        // followed
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, attributes(file));
        try {
            append(fresh, content, true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Appends to an existing file.
     *
     * @param force whether the content is on the device when the method returns
     */
    static void append(Path file, byte[] content, boolean force) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long before = channel.size();
            try {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                long position = before;
                while (bytes.hasRemaining()) {
                    position += channel.write(bytes, position);
                }
                if (force) {
                    channel.force(false);
                }
            } catch (IOException e) {
                // nothing is appended rather than a part
                channel.truncate(before);
                throw e;
            }
        }
    }

    /**
     * Moves a damaged file to {@link #aside}. Replaces the file that was moved there before.
     *
     * @return the new path
     */
    public static Path putAside(Path file) throws IOException {
        return Files.move(file, aside(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the path where damaged content of a file is kept for inspection. */
    static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".aside");
    }
}
