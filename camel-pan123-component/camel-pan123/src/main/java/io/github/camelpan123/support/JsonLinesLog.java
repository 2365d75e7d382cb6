package io.github.camelpan123.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A state in a file of lines, one per entry, each with a checksum. A writer holds the lock, first reads the entries of
 * other writers, and replaces the whole file when most of it is obsolete. Damaged lines and lines that the state
 * rejects are moved to a second file with a warning. The other lines are kept.
 *
 * <p>The first line has an ID that changes with each replacement of the file. A new ID makes other readers start at the
 * beginning.
 */
public final class JsonLinesLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JsonLinesLog.class);
    private static final String NUMBER = "log";
    private static final int COMPACT_FROM = 1000;
    private static final int COMPACT_RATIO = 4;
    private static final long LARGEST_ASIDE = 1 << 20;

    private final Path file;
    private final ChecksummedLine format;
    private final LogState state;
    private final Duration longestWait;
    private final boolean force;
    private final FileMutex held;
    private final int headLength;
    /** The first line at the last read. */
    private byte[] head = {};

    private long offset;
    private int lines;
    private int compactAt = COMPACT_FROM;

    private JsonLinesLog(
            Path file, ChecksummedLine format, LogState state, Duration longestWait, boolean force, FileMutex held) {
        this.file = file;
        this.format = format;
        this.state = state;
        this.longestWait = longestWait;
        this.force = force;
        this.held = held;
        this.headLength = newHead().length;
    }

    /** An action that runs under the lock. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /**
     * Opens a log with several readers and writers. Appended entries are on the device when the method returns.
     *
     * @param file created by the first entry; its folder is created if missing
     * @param longestWait the maximum wait for the lock; zero or less for no bound
     */
    public static JsonLinesLog shared(Path file, LogState state, Duration longestWait) {
        return new JsonLinesLog(file, ChecksummedLine.CRC, state, longestWait, true, null);
    }

    /**
     * Opens a log that no other process or instance can open until it is closed. After a power failure its last lines
     * may be missing.
     *
     * @param file created by the first entry; its folder is created if missing
     * @return empty while the log is open elsewhere
     */
    public static Optional<JsonLinesLog> exclusive(Path file, ChecksummedLine format, LogState state)
            throws IOException {
        Path real = PrivateFiles.folder(file.toAbsolutePath().getParent()).resolve(file.getFileName());
        Optional<FileMutex> mutex = FileMutex.tryAcquire(lockFile(real));
        if (mutex.isEmpty()) {
            return Optional.empty();
        }
        JsonLinesLog log = new JsonLinesLog(real, format, state, Duration.ZERO, false, mutex.get());
        try {
            log.refresh();
            return Optional.of(log);
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private static Path lockFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    private void locked(Work work) throws IOException {
        if (held != null) {
            work.run();
            return;
        }
        PrivateFiles.folder(file.toAbsolutePath().getParent());
        FileMutex mutex = FileMutex.acquire(lockFile(file), longestWait);
        try (mutex) {
            work.run();
        }
    }

    /** Applies the entries of other writers to the state. */
    public synchronized void refresh() throws IOException {
        locked(this::read);
    }

    /**
     * Reads the entries of other writers, then appends entries and applies them to the state.
     *
     * @throws IOException if nothing was appended
     */
    public synchronized void append(List<ObjectNode> entries) throws IOException {
        locked(() -> {
            read();
            if (offset == 0) {
                replaceFile(List.of());
            }
            byte[] text = text(entries);
            PrivateFiles.append(file, text, force);
            offset += text.length;
            lines += entries.size();
            entries.forEach(state::apply);
            compactIfLong();
        });
    }

    /** Replaces all entries. */
    public synchronized void replace(List<ObjectNode> entries) throws IOException {
        locked(() -> {
            replaceFile(entries);
            state.clear();
            entries.forEach(state::apply);
        });
    }

    /** Deletes the file. */
    public synchronized void delete() throws IOException {
        locked(() -> {
            Files.deleteIfExists(file);
            begin(new byte[0]);
        });
    }

    /** Releases the lock of an exclusive log. */
    @Override
    public synchronized void close() throws IOException {
        if (held != null) {
            held.close();
        }
    }

    private void begin(byte[] newHead) {
        head = newHead;
        offset = 0;
        lines = 0;
        compactAt = COMPACT_FROM;
        state.clear();
    }

    private void read() throws IOException {
        byte[] found = unread();
        List<byte[]> damaged = new ArrayList<>();
        boolean numbered = offset > 0 || found.length == 0;
        int from = 0;
        for (int end = next(found, from); end >= 0; end = next(found, from)) {
            byte[] line = Arrays.copyOfRange(found, from, end);
            if (offset == 0 && from == 0 && number(line)) {
                numbered = true;
            } else if (!applied(line)) {
                damaged.add(line);
            }
            from = end + 1;
            lines++;
        }
        if (from < found.length) {
            // truncated by a crash
            damaged.add(Arrays.copyOfRange(found, from, found.length));
        }
        offset += found.length;
        if (!numbered || !damaged.isEmpty()) {
            repair(damaged);
        }
    }

    private void repair(List<byte[]> damaged) throws IOException {
        try {
            putAside(damaged);
            replaceFile(state.entries());
        } catch (IOException e) {
            // makes the next call retry the repair, so that no entry is appended after an incomplete line
            head = new byte[0];
            throw e;
        }
    }

    /**
     * Returns the lines added since the last read. If the file was replaced, clears the state and returns all lines.
     */
    private byte[] unread() throws IOException {
        if (!Files.exists(file)) {
            if (offset > 0) {
                begin(new byte[0]);
            }
            return new byte[0];
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] newHead = bytes(channel, 0, headLength);
            if (!Arrays.equals(newHead, head) || channel.size() < offset) {
                begin(newHead);
            }
            return bytes(channel, offset, Long.MAX_VALUE);
        }
    }

    private static byte[] bytes(FileChannel channel, long from, long most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(0, Math.min(most, channel.size() - from))));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // until the buffer is full
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static int next(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean number(byte[] line) {
        return content(line).filter(entry -> entry.has(NUMBER)).isPresent();
    }

    private boolean applied(byte[] line) {
        try {
            Optional<JsonNode> entry = content(line);
            entry.ifPresent(state::apply);
            return entry.isPresent();
        } catch (RuntimeException e) {
            LOG.debug("A line of {} cannot be understood", file, e);
            return false;
        }
    }

    private Optional<JsonNode> content(byte[] line) {
        return format.read(new String(line, StandardCharsets.ISO_8859_1));
    }

    private void putAside(List<byte[]> damaged) throws IOException {
        if (damaged.isEmpty()) {
            return;
        }
        Path aside = PrivateFiles.aside(file);
        if (Files.exists(aside) && Files.size(aside) > LARGEST_ASIDE) {
            Files.delete(aside);
        }
        try {
            Files.createFile(aside, PrivateFiles.attributes(aside));
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Lines are added to those that were damaged before in {}", aside);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] line : damaged) {
            text.write(line);
            text.write('\n');
        }
        PrivateFiles.append(aside, text.toByteArray(), force);
        LOG.warn("Damaged lines of {} were moved to {}: {}. The other lines are kept", file, aside, damaged.size());
    }

    private void compactIfLong() {
        if (lines < compactAt) {
            return;
        }
        List<ObjectNode> entries = state.entries();
        compactAt = Math.max(COMPACT_FROM, entries.size() * COMPACT_RATIO);
        if (lines >= compactAt) {
            try {
                replaceFile(entries);
            } catch (IOException e) {
                // not an error, because the entries themselves are written
                compactAt = lines + COMPACT_FROM;
                LOG.warn("{} cannot be replaced by a shorter file yet: {}", file, e.toString());
            }
        }
    }

    private void replaceFile(List<ObjectNode> entries) throws IOException {
        byte[] newHead = newHead();
        byte[] rest = text(entries);
        byte[] all = Arrays.copyOf(newHead, newHead.length + rest.length);
        System.arraycopy(rest, 0, all, newHead.length, rest.length);
        PrivateFiles.write(file, all);
        head = newHead;
        offset = all.length;
        lines = entries.size() + 1;
        compactAt = Math.max(COMPACT_FROM, entries.size() * COMPACT_RATIO);
    }

    private byte[] newHead() {
        return text(
                List.of(ChecksummedLine.entry().put(NUMBER, UUID.randomUUID().toString())));
    }

    private byte[] text(List<ObjectNode> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(format.write(entry)).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
