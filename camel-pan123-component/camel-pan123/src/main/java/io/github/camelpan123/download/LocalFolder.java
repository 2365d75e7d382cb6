package io.github.camelpan123.download;

import io.github.camelpan123.api.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local folder that files are saved to, directly or in subfolders, and nowhere else. A file is written to a
 * temporary file beside its place and moved there atomically when it is complete. So no reader sees an incomplete file,
 * and concurrent downloads to one place do not mix.
 */
final class LocalFolder {

    private static final Logger LOG = LoggerFactory.getLogger(LocalFolder.class);

    /**
     * The name part of a temporary file, in characters. File systems limit the bytes of a name, a character can take
     * four, and the temporary name is longer than the file's.
     */
    private static final int NAME_IN_PART = 40;

    private static final int CHUNK = 128 * 1024;

    private final Path folder;

    private LocalFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks the place of a file before any request or write.
     *
     * @param relative slash-separated names, the last one of the file
     * @return the path of the file
     * @throws IllegalArgumentException if the path is not below the folder
     * @throws FileAlreadyExistsException if a folder exists at the path
     * @throws NotDirectoryException if a parent of the path is not a folder
     */
    static Path requireUsable(String targetDirectory, String relative) throws IOException {
        Path folder = path(targetDirectory);
        Path place = place(folder, relative);
        requireNoFolder(place);
        Path parent = place.getParent();
        while (!parent.equals(folder) && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
            parent = parent.getParent();
        }
        if (!parent.equals(folder)) {
            requireFolder(parent);
        }
        return place;
    }

    /** @throws IOException if the folder cannot be created or is not a folder */
    static LocalFolder open(String targetDirectory) throws IOException {
        Path folder = path(targetDirectory);
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new NotDirectoryException("targetDirectory=" + targetDirectory);
        }
        return new LocalFolder(folder.toRealPath());
    }

    private static Path path(String targetDirectory) {
        try {
            return Path.of(targetDirectory).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("targetDirectory=" + targetDirectory + " is not a path", e);
        }
    }

    private static Path place(Path folder, String relative) {
        Path place = folder;
        for (String name : relative.split("/", -1)) {
            FileName.require("The name of the file to save", name);
            Path below = below(place, name);
            if (!place.equals(below.getParent())) {
                throw notBelow(name, null);
            }
            place = below;
        }
        return place;
    }

    private static Path below(Path folder, String name) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw notBelow(name, e);
        }
    }

    private static IllegalArgumentException notBelow(String name, InvalidPathException cause) {
        return new IllegalArgumentException(
                "The name of the file to save '" + name
                        + "' is outside targetDirectory, or is not valid on this file system",
                cause);
    }

    private static void requireNoFolder(Path place) throws FileAlreadyExistsException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    place.toString(),
                    null,
                    "there is a folder with the name of the file to save. Remove it, or save the file" + " elsewhere");
        }
    }

    private static void requireFolder(Path parent) throws NotDirectoryException {
        if (!Files.isDirectory(parent)) {
            throw new NotDirectoryException(parent + ", where a folder of the file to save is to be");
        }
    }

    /** Returns the path of a file. */
    Path place(String relative) {
        return place(folder, relative);
    }

    /**
     * Returns a subfolder and creates it if it is missing.
     *
     * @param relative slash-separated names; empty for this folder
     */
    LocalFolder below(String relative) throws IOException {
        return relative.isEmpty() ? this : new LocalFolder(made(place(folder, relative)));
    }

    /** Creates folders one by one, because each may exist as a file or as a symbolic link that leads outside. */
    private Path made(Path wanted) throws IOException {
        Path made = folder;
        for (Path name : folder.relativize(wanted)) {
            made = made.resolve(name);
            try {
                Files.createDirectory(made);
            } catch (FileAlreadyExistsException e) {
                requireFolder(made);
                requireInside(made);
            }
        }
        return made;
    }

    private void requireInside(Path made) throws IOException {
        if (!made.toRealPath().startsWith(folder)) {
            throw new NotDirectoryException(made + ", a link that leads out of targetDirectory");
        }
    }

    /** @return the saved file */
    Path save(String relative, InputStream content) throws IOException {
        Path place = place(folder, relative);
        if (!place.getParent().equals(folder)) {
            made(place.getParent());
        }
        String name = place.getFileName().toString();
        String mark = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        Path part = place.resolveSibling(shortened(name) + "." + mark + ".part");
        // CREATE_NEW does not follow a symbolic link that an attacker may have placed there
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean saved = false;
        try {
            try (out) {
                byte[] chunk = new byte[CHUNK];
                for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                    out.write(chunk, 0, read);
                }
            }
            requireNoFolder(place);
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
            LOG.warn("The incomplete file of a failed download cannot be deleted: {}", part, e);
        }
    }
}
