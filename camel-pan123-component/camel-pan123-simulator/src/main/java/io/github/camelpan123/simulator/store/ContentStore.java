package io.github.camelpan123.simulator.store;

import io.github.camelpan123.simulator.protocol.Documented;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The contents of all accounts on the platform, by MD5 and size. It is also the table of instant uploads. */
public final class ContentStore {
    private record Known(String md5, long size, String sha1, boolean kept) {}

    private record Sha1Key(String sha1, long size) {}

    /** The size in bytes up to which a content may be held in memory. */
    public static final int SMALL = 16 << 10;

    /** Of all contents in memory, in bytes. */
    private static final long MEMORY = 32 << 20;

    private static final String KIND = "content";

    private final Path contents;
    private final Path uploads;
    private final boolean keep;
    private final boolean temporary;
    private final Journal journal;
    /** Creating and deleting a file for each of many small contents takes file systems more time than anything else. */
    private final Map<ContentKey, byte[]> inMemory = new ConcurrentHashMap<>();

    private final AtomicLong memory = new AtomicLong(MEMORY);
    private final Map<ContentKey, Known> known = new ConcurrentHashMap<>();
    private final Map<Sha1Key, ContentKey> bySha1 = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();

    /**
     * Creates a store below a directory.
     *
     * @param directory exists and is writable
     * @param keep false to drop the bytes of uploads after their verification
     * @param temporary whether nothing has to survive this process, so that small contents may be held in memory
     * @param journal records the known contents
     * @throws IOException if the directory cannot be used
     */
    public ContentStore(Path directory, boolean keep, boolean temporary, Journal journal) throws IOException {
        contents = temporary ? directory : Files.createDirectories(directory.resolve("contents"));
        uploads = temporary ? directory : Files.createDirectories(directory.resolve("uploads"));
        this.keep = keep;
        this.temporary = temporary;
        this.journal = journal;
        learn(new Known(Documented.EMPTY_MD5, 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709", false));
        journal.reads(KIND, Known.class, this::learn);
    }

    private void learn(Known content) {
        ContentKey key = new ContentKey(content.md5(), content.size());
        known.put(key, content);
        if (content.sha1() != null) {
            bySha1.put(new Sha1Key(content.sha1(), content.size()), key);
        }
    }

    /**
     * Whether the bytes of uploads are kept.
     *
     * @return false if they are dropped
     */
    public boolean keeps() {
        return keep;
    }

    /**
     * Whether an upload of this content would be instant.
     *
     * @param key the content
     * @return true if the platform knows it
     */
    public boolean knows(ContentKey key) {
        return known.containsKey(key);
    }

    /**
     * Returns the content with a SHA-1 (platform/calls.md, "SHA-1 upload").
     *
     * @param sha1 40 lower-case hexadecimal digits
     * @param size in bytes
     * @return null if no known content has it
     */
    public ContentKey bySha1(String sha1, long size) {
        return bySha1.get(new Sha1Key(sha1, size));
    }

    /**
     * Returns the contents whose SHA-1 was not computed yet.
     *
     * @param size in bytes
     * @return those with stored bytes
     */
    public List<ContentKey> withoutSha1(long size) {
        List<ContentKey> found = new ArrayList<>();
        for (Known content : known.values()) {
            if (content.size() == size && content.sha1() == null && content.kept()) {
                found.add(new ContentKey(content.md5(), size));
            }
        }
        return found;
    }

    /**
     * Records the computed SHA-1 of a content.
     *
     * @param key a known content
     * @param sha1 40 lower-case hexadecimal digits
     */
    public void sha1(ContentKey key, String sha1) {
        Known content = new Known(key.md5(), key.size(), sha1, true);
        learn(content);
        journal.write(KIND, content.md5() + "-" + content.size(), content);
    }

    /**
     * Returns a new file for received bytes.
     *
     * @return a path below this store, not created yet
     */
    public Path scratch() {
        return uploads.resolve(Long.toString(sequence.incrementAndGet(), 36));
    }

    /**
     * Returns the file of a sliced upload. It is the same after a restart.
     *
     * @param session the ID of the upload
     * @return a path below this store, possibly not created yet
     */
    public Path part(String session) {
        return uploads.resolve(session + ".part");
    }

    /**
     * Removes the files of unfinished uploads of earlier runs.
     *
     * @param needed the files to keep
     * @throws IOException on a disk error
     */
    public void sweepUploads(Set<Path> needed) throws IOException {
        if (temporary) {
            return;
        }
        try (var leftOvers = Files.newDirectoryStream(uploads)) {
            for (Path file : leftOvers) {
                if (!needed.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Adds verified bytes.
     *
     * @param key their MD5 and size
     * @param file contains them, on the same disk; it is moved; null if they were dropped
     * @throws IOException on a disk error
     */
    public void take(ContentKey key, Path file) throws IOException {
        boolean kept = file != null && keep;
        if (kept) {
            Files.move(file, path(key), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else if (file != null) {
            Files.deleteIfExists(file);
        }
        remember(key, kept);
    }

    /**
     * Adds verified bytes.
     *
     * @param key their MD5 and size
     * @param bytes at most {@link #SMALL}
     * @throws IOException on a disk error
     */
    public void take(ContentKey key, byte[] bytes) throws IOException {
        if (!keep || bytes.length == 0 || inMemory.containsKey(key)) {
            take(key, (Path) null);
        } else if (temporary && memory.addAndGet(-bytes.length) >= 0) {
            inMemory.put(key, bytes);
            remember(key, true);
        } else {
            take(key, Files.write(scratch(), bytes));
        }
    }

    private void remember(ContentKey key, boolean kept) {
        Known content = new Known(key.md5(), key.size(), null, kept || has(key));
        learn(content);
        journal.write(KIND, content.md5() + "-" + content.size(), content);
    }

    /**
     * Whether the bytes can be read.
     *
     * @param key the content
     * @return false if they were dropped or never received
     */
    public boolean has(ContentKey key) {
        return key.size() == 0 || inMemory.containsKey(key) || Files.exists(path(key));
    }

    /**
     * Opens a content.
     *
     * @param key the content
     * @param offset first byte wanted
     * @return the bytes from there on
     * @throws IOException if they are not stored
     */
    public InputStream open(ContentKey key, long offset) throws IOException {
        if (key.size() == 0) {
            return new ByteArrayInputStream(new byte[0]);
        }
        byte[] bytes = inMemory.get(key);
        if (bytes != null) {
            return new ByteArrayInputStream(bytes, (int) Math.min(offset, bytes.length), bytes.length);
        }
        FileChannel channel = FileChannel.open(path(key), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    private Path path(ContentKey key) {
        return contents.resolve(key.md5() + "-" + key.size());
    }
}
