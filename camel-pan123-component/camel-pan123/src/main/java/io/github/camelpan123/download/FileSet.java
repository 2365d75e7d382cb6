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
 * Files of one local folder that are of use only together, one of which names the others. They are collected in a folder
 * of their own and put in their places when all have arrived. The one that names the others comes last, and an older one
 * goes first: where it stands, everything that it names stands too.
 */
public final class FileSet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileSet.class);

    /** Two sets that go to one place one after another leave one of them whole; at the same time, a mixture. */
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
     * Where several files that belong together are saved.
     *
     * @param relative the folder below the target directory; empty for that itself
     * @param first the name of the file that names the others
     * @throws IOException when a folder is missing and cannot be created, or is not a folder
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
     * @param name without a path; another one than those of all other files
     * @param content is read to its end, and not closed
     */
    public void add(String name, InputStream content) throws IOException {
        collection.save(name, content);
        names.add(name);
    }

    /** Puts all of them in their places, and answers the one that names the others. */
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

    /** Removes what has not been put in its place. */
    @Override
    public void close() {
        try {
            for (String name : names) {
                Files.deleteIfExists(collected.resolve(name));
            }
            Files.delete(collected);
        } catch (IOException e) {
            LOG.warn("The rest of a failed download could not be removed: {}", collected, e);
        }
    }
}
