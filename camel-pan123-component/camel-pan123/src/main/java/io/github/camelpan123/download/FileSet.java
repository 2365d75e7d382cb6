package io.github.camelpan123.download;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of one local folder that belong together, one of which references the others. They are collected in a temporary
 * folder and moved to their places when all are complete. The referencing file is moved last, and an older one is
 * deleted first. So if it exists, all files that it references exist.
 */
public final class FileSet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileSet.class);

    /**
     * Serializes publishing. Two sets published one after another to one place leave one complete set; published
     * concurrently, a mixture.
     */
    private static final Object PUBLISHING = new Object();

    private final LocalFolder folder;
    private final String first;
    private final Path collected;
    private final LocalFolder collection;
    private final List<String> names = new ArrayList<>();

    private FileSet(LocalFolder folder, String first, Path collected) throws IOException {
        this.folder = folder;
        this.first = first;
        this.collected = collected;
        this.collection = LocalFolder.open(collected.toString());
    }

    /**
     * Creates a set of files that are saved together.
     *
     * @param relative the subfolder of the target directory; empty for the directory itself
     * @param first the name of the file that references the others
     * @throws IOException if a folder cannot be created or is not a folder
     */
    static FileSet in(String targetDirectory, String relative, String first) throws IOException {
        LocalFolder folder = LocalFolder.open(targetDirectory).below(relative);
        String mark = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        Path collected = folder.place(first + "." + mark + ".part");
        Files.createDirectory(collected);
        return new FileSet(folder, first, collected);
    }

    /**
     * Adds a file.
     *
     * @param name without a path; unique in this set
     * @param content is read to its end, but not closed
     */
    public void add(String name, InputStream content) throws IOException {
        collection.save(name, content);
        names.add(name);
    }

    /** Moves all files to their places and returns the one that references the others. */
    public File publish() throws IOException {
        Path whole = folder.place(first);
        synchronized (PUBLISHING) {
            Files.deleteIfExists(whole);
            for (String name : names) {
                if (!name.equals(first)) {
                    move(name);
                }
            }
            move(first);
        }
        return whole.toFile();
    }

    private void move(String name) throws IOException {
        Files.move(collected.resolve(name), folder.place(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the files that were not moved to their places. */
    @Override
    public void close() {
        try {
            for (String name : names) {
                Files.deleteIfExists(collected.resolve(name));
            }
            Files.delete(collected);
        } catch (IOException e) {
            LOG.warn("The incomplete files of a failed download cannot be deleted: {}", collected, e);
        }
    }
}
