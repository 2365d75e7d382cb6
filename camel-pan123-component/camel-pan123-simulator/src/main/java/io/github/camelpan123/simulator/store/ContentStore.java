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

/** The contents that the platform holds, by (md5, size) and for all accounts; also the table of instant uploads. */
public final class ContentStore {
    private record Known(String md5, long size, String sha1, boolean kept) {}

    private record Sha1Key(String sha1, long size) {}

    private static final String KIND = "content";

    private final Path contents;
    private final Path uploads;
    private final boolean keep;
    private final Journal journal;
    private final Map<ContentKey, Known> known = new ConcurrentHashMap<>();
    private final Map<Sha1Key, ContentKey> bySha1 = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();

    /**
     * A store below a directory.
     *
     * @param directory exists and is writable
     * @param keep false to forget the bytes of uploads once they are verified
     * @param journal remembers what is known
     * @throws IOException if the directory cannot be used
     */
    public ContentStore(Path directory, boolean keep, Journal journal) throws IOException {
        contents = Files.createDirectories(directory.resolve("contents"));
        uploads = Files.createDirectories(directory.resolve("uploads"));
        this.keep = keep;
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
     * @return true if the platform has seen it
     */
    public boolean knows(ContentKey key) {
        return known.containsKey(key);
    }

    /**
     * The content with a SHA-1 (platform/calls.md, "SHA-1 upload").
     *
     * @param sha1 40 lower-case hexadecimal digits
     * @param size in bytes
     * @return null if nothing is known to have it
     */
    public ContentKey bySha1(String sha1, long size) {
        return bySha1.get(new Sha1Key(sha1, size));
    }

    /**
     * Contents that could have a SHA-1 but were never asked for it.
     *
     * @param size in bytes
     * @return those whose bytes are here
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
     * The SHA-1 of a content has been computed.
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
     * A new file for bytes that arrive.
     *
     * @return a path below this store, not yet made
     */
    public Path scratch() {
        return uploads.resolve(Long.toString(sequence.incrementAndGet(), 36));
    }

    /**
     * The file of an upload in slices, the same after a restart.
     *
     * @param session names the upload
     * @return a path below this store, perhaps not yet made
     */
    public Path part(String session) {
        return uploads.resolve(session + ".part");
    }

    /**
     * Removes what earlier runs left of uploads.
     *
     * @param needed files that stay
     * @throws IOException if the disk refuses
     */
    public void sweepUploads(Set<Path> needed) throws IOException {
        try (var leftOvers = Files.newDirectoryStream(uploads)) {
            for (Path file : leftOvers) {
                if (!needed.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Takes over verified bytes.
     *
     * @param key their MD5 and size
     * @param file holds them, on the same disk; it is moved. Null if they were dropped
     * @throws IOException if the disk refuses
     */
    public void take(ContentKey key, Path file) throws IOException {
        boolean kept = file != null && keep;
        if (kept) {
            Files.move(file, path(key), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else if (file != null) {
            Files.deleteIfExists(file);
        }
        Known content = new Known(key.md5(), key.size(), null, kept || has(key));
        learn(content);
        journal.write(KIND, content.md5() + "-" + content.size(), content);
    }

    /**
     * Whether the bytes are there to be read.
     *
     * @param key the content
     * @return false if they were dropped, or never came
     */
    public boolean has(ContentKey key) {
        return key.size() == 0 || Files.exists(path(key));
    }

    /**
     * Opens a content.
     *
     * @param key the content
     * @param offset first byte wanted
     * @return the bytes from there on
     * @throws IOException if they are not kept
     */
    public InputStream open(ContentKey key, long offset) throws IOException {
        if (key.size() == 0) {
            return new ByteArrayInputStream(new byte[0]);
        }
        FileChannel channel = FileChannel.open(path(key), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    private Path path(ContentKey key) {
        return contents.resolve(key.md5() + "-" + key.size());
    }
}
