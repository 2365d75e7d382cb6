package io.github.camelpan123.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of the MD5s of local files, in memory and in a file that outlives the process. Each line has a checksum with
 * the secret of the account, so damaged and foreign lines are ignored. An error of the cache file only causes files to
 * be digested again.
 */
public final class DigestCache {

    private static final Logger LOG = LoggerFactory.getLogger(DigestCache.class);

    private static final String FORMAT = "1";
    private static final int FIELDS = 6;
    /** The maximum number of files, about 30 MB. */
    private static final int MOST = 100_000;
    /** The minimum age of a modification. A second write soon after may leave the modification time unchanged. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Path file;
    private final UnaryOperator<String> seal;
    private Map<String, Known> known;
    private boolean told;

    private record Known(long size, long modified, String key, String md5) {

        boolean about(FileState state) {
            return size == state.size() && modified == time(state) && key.equals(key(state));
        }

        static long time(FileState state) {
            return state.modified().to(TimeUnit.NANOSECONDS);
        }

        static String key(FileState state) {
            return String.valueOf(state.key());
        }
    }

    private static final class Newest extends LinkedHashMap<String, Known> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    }

    /**
     * @param folder created if missing
     * @param name the name of the file in it
     * @param seal computes checksums with the secret of the account
     */
    DigestCache(Path folder, String name, UnaryOperator<String> seal) {
        this.file = folder.resolve(name + ".digests");
        this.seal = seal;
    }

    /** Returns the MD5 of a file if the file has not changed since it was digested. */
    public synchronized Optional<String> find(Path path, FileState state) {
        Known found = all().get(name(path));
        return found != null && found.about(state) ? Optional.of(found.md5()) : Optional.empty();
    }

    /**
     * Stores an MD5, unless the file was modified so recently that a further write could remain undetected.
     *
     * @param begun when the digest began
     */
    public synchronized void keep(Path path, FileState state, Instant begun, String md5) {
        if (state.modified().toInstant().isAfter(begun.minus(SETTLED))) {
            return;
        }
        Known now = new Known(state.size(), Known.time(state), Known.key(state), md5);
        if (now.equals(all().put(name(path), now))) {
            return;
        }
        try {
            append(line(name(path), now));
        } catch (IOException e) {
            tell("cannot be written", e);
        }
    }

    /** Removes the MD5 of a file, because it may be wrong. */
    public synchronized void forget(Path path) {
        all().remove(name(path));
    }

    /** Escapes a path, so that the entry stays one line. */
    private static String name(Path path) {
        return path.toAbsolutePath()
                .normalize()
                .toString()
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private Map<String, Known> all() {
        if (known == null) {
            known = new Newest();
            try {
                read();
            } catch (IOException e) {
                tell("cannot be read", e);
            }
        }
        return known;
    }

    private void read() throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return;
        }
        int lines = 0;
        int useless = 0;
        for (String line : text.split("\n")) {
            lines++;
            if (!take(line)) {
                useless++;
            }
        }
        if (useless > 0 && !text.isEmpty()) {
            LOG.warn(
                    "{} of {} lines of the digest cache {} are damaged or belong to another account. The MD5s"
                            + " of those files are computed again",
                    useless,
                    lines,
                    file);
        }
        if (lines > 2 * known.size()) {
            shorten();
        }
    }

    private boolean take(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS + 1
                || !fields[0].equals(FORMAT)
                || !seal.apply(line.substring(0, line.lastIndexOf('\t'))).equals(fields[FIELDS])) {
            return false;
        }
        try {
            Known one = new Known(Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[4], fields[5]);
            known.remove(fields[1]);
            known.put(fields[1], one);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String line(String name, Known one) {
        String fields = String.join(
                "\t", FORMAT, name, Long.toString(one.size()), Long.toString(one.modified()), one.key(), one.md5());
        return fields + "\t" + seal.apply(fields) + "\n";
    }

    private void append(String line) throws IOException {
        create();
        // one write, so that lines of several processes do not mix
        Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    private void create() throws IOException {
        if (!Files.exists(file)) {
            Path folder = PrivateFiles.folder(file.toAbsolutePath().getParent());
            try {
                Files.createFile(file, PrivateFiles.attributes(folder));
            } catch (FileAlreadyExistsException e) {
                LOG.debug("Somebody else made {} meanwhile", file);
            }
        }
    }

    /**
     * Removes obsolete lines. Lines that another process writes at the same time may be lost; their files are digested
     * again.
     */
    private void shorten() {
        StringBuilder text = new StringBuilder();
        known.forEach((name, one) -> text.append(line(name, one)));
        try {
            Optional<FileMutex> free = FileMutex.tryAcquire(file.resolveSibling(file.getFileName() + ".lock"));
            if (free.isPresent()) {
                FileMutex mutex = free.get();
                try (mutex) {
                    PrivateFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            tell("cannot be shortened", e);
        }
    }

    private void tell(String what, IOException why) {
        if (!told) {
            told = true;
            LOG.warn(
                    "The digest cache {} {}, so the MD5s of its files may be computed again: {}",
                    file,
                    what,
                    why.toString());
        }
    }
}
