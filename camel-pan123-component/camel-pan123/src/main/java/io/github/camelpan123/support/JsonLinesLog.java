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
 * State in a file that grows by a line an entry, each with a checksum. Whoever writes holds the lock, first reads what
 * others wrote, and replaces the whole file when most of it is history. Lines that are damaged, or that the state does
 * not take, are moved to a file beside it with a warning, and the other lines count.
 *
 * <p>The first line has a number that is new whenever the file is replaced; it tells others to read from the beginning.
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
    /** What the first line was when the file was last read. */
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

    /** Work that is done while nobody else reads or writes. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /**
     * A log that many read and write. What is appended is on the device when the method returns.
     *
     * @param file created by the first entry; its folder is created when missing
     * @param longestWait for the lock; zero or less for no bound
     */
    public static JsonLinesLog shared(Path file, LogState state, Duration longestWait) {
        return new JsonLinesLog(file, ChecksummedLine.CRC, state, longestWait, true, null);
    }

    /**
     * A log that nobody else can open until it is closed. After a power failure its last lines may be missing.
     *
     * @param file created by the first entry; its folder is created when missing
     * @return empty while somebody else has it
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

    /** Tells the state what others have written. */
    public synchronized void refresh() throws IOException {
        locked(this::read);
    }

    /**
     * Adds entries, after what others have written. The state takes them too.
     *
     * @throws IOException when nothing was added
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

    /** Forgets all entries and begins with others. */
    public synchronized void replace(List<ObjectNode> entries) throws IOException {
        locked(() -> {
            replaceFile(entries);
            state.clear();
            entries.forEach(state::apply);
        });
    }

    /** Removes the file. */
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
            // a crash cut it off
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
            // so that it is tried again, and nothing is added behind half a line
            head = new byte[0];
            throw e;
        }
    }

    /** What was added since, or everything when the file is another one; then the state is cleared. */
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
            // until it is full
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
        LOG.warn("Damaged lines of {} were moved to {}: {}; the other lines are kept", file, aside, damaged.size());
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
                // what had to be written has been written
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
