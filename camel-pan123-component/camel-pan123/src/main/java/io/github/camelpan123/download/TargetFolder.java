package io.github.camelpan123.download;

import io.github.camelpan123.platform.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local folder that files are saved in, each right in it and nowhere else. A file is written beside its place and
 * put there, in one step, when all of it has arrived; so nobody sees half of it, and several that go to one place at
 * once do not mix.
 */
final class TargetFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TargetFolder.class);

    /** File systems count bytes, of which a character can be four; a part's name needs room for more than its file's. */
    private static final int NAME_IN_PART = 40;

    private static final int CHUNK = 128 * 1024;

    private final Path folder;

    private TargetFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks a file's name before anything is asked for or written.
     *
     * @throws IllegalArgumentException when a file of that name would not be right in the folder
     */
    static void requireUsable(String targetDirectory, String name) {
        place(path(targetDirectory), name);
    }

    /** @throws IOException when the folder is missing and cannot be created, or is not a folder */
    static TargetFolder open(String targetDirectory) throws IOException {
        Path folder = path(targetDirectory);
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new NotDirectoryException("targetDirectory=" + targetDirectory);
        }
        return new TargetFolder(folder.toRealPath());
    }

    private static Path path(String targetDirectory) {
        try {
            return Path.of(targetDirectory).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("targetDirectory=" + targetDirectory + " is not a path", e);
        }
    }

    private static Path place(Path folder, String name) {
        FileName.require("The name of the file to save", name);
        try {
            Path place = folder.resolve(name).normalize();
            if (folder.normalize().equals(place.getParent())) {
                return place;
            }
        } catch (InvalidPathException e) {
            LOG.debug("Not a name for this file system: {}", name, e);
        }
        throw new IllegalArgumentException(
                "The name of the file to save '" + name + "' is not a name right in targetDirectory");
    }

    /** Where a file of that name belongs. */
    Path place(String name) {
        return place(folder, name);
    }

    /** @return the saved file */
    Path save(String name, InputStream content) throws IOException {
        Path place = place(folder, name);
        String mark = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        Path part = folder.resolve(shortened(name) + "." + mark + ".part");
        // a link that lies in wait is not followed: a new file is created, or nothing
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean saved = false;
        try {
            try (out) {
                byte[] chunk = new byte[CHUNK];
                for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                    out.write(chunk, 0, read);
                }
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            saved = true;
        } finally {
            if (!saved) {
                remove(part);
            }
        }
        return place;
    }

    private static String shortened(String name) {
        int most = Math.min(name.length(), NAME_IN_PART);
        boolean cutsCharacter = most < name.length() && Character.isHighSurrogate(name.charAt(most - 1));
        return name.substring(0, cutsCharacter ? most - 1 : most);
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("The rest of a failed download could not be removed: {}", part, e);
        }
    }
}
