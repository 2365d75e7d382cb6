package io.github.camelpan123.transcode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch list on disk: a file that only grows, a line an event, each with a checksum, so that a crash costs at most
 * the line that was being written. A lock keeps JVMs apart; each reads what the others wrote before it writes itself.
 * When most of it is history the file is replaced as a whole.
 */
final class WatchLog {

    private static final Logger LOG = LoggerFactory.getLogger(WatchLog.class);
    private static final String HEADER = "pan123-watch-list ";
    private static final int REWRITE_FROM = 1000;
    private static final int REWRITE_RATIO = 4;
    private static final int CHECKSUM = 8;
    /** A file lock is held by a whole JVM, so threads of this one need a lock of their own. */
    private static final Map<Path, Semaphore> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Path file;
    private final Path lockFile;
    private final Semaphore turn;
    private String generation = "";
    private long offset;
    private int lines;

    WatchLog(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.lockFile = this.file.resolveSibling(this.file.getFileName() + ".lock");
        this.turn = IN_THIS_JVM.computeIfAbsent(this.file, path -> new Semaphore(1));
    }

    /** Work that is done while nobody else reads or writes. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * What the list in memory is told.
     *
     * @param clear forget everything, because the file was replaced
     * @param apply one more event
     * @param content asked for the events that make the list what it is
     */
    record Target(Runnable clear, Consumer<WatchEvent> apply, Supplier<List<WatchEvent>> content) {}

    /** Reads what is new, and adds to it. */
    void append(List<WatchEvent> events, Target target) throws IOException {
        locked(() -> {
            refresh(target);
            if (!events.isEmpty()) {
                StringBuilder text = new StringBuilder();
                events.forEach(event -> text.append(withChecksum(event.line())));
                write(file, text, StandardOpenOption.APPEND);
                offset += text.length();
                lines += events.size();
                events.forEach(target.apply());
            }
        });
    }

    /**
     * Replaces the file when most of it is history.
     *
     * @param jobs how many are in the list
     * @param target told what others wrote meanwhile, and asked for what is to stay
     */
    void shrink(int jobs, Target target) throws IOException {
        if (lines < REWRITE_FROM || lines < jobs * REWRITE_RATIO) {
            return;
        }
        locked(() -> {
            // others may have written since the list was last read
            refresh(target);
            rewrite(target.content().get());
        });
    }

    private void rewrite(List<WatchEvent> events) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), "watch", ".new", ownerOnly("rw-------"));
        try {
            generation = UUID.randomUUID().toString();
            StringBuilder text = new StringBuilder(withChecksum(HEADER + generation));
            events.forEach(event -> text.append(withChecksum(event.line())));
            write(fresh, text, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            offset = text.length();
            lines = events.size();
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void locked(Work work) throws IOException {
        turn.acquireUninterruptibly();
        try {
            prepare();
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                work.run();
            }
        } finally {
            turn.release();
        }
    }

    private void prepare() throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            Files.createDirectories(file.getParent(), ownerOnly("rwx------"));
        }
        for (Path path : List.of(lockFile, file)) {
            try {
                Files.createFile(path, ownerOnly("rw-------"));
            } catch (FileAlreadyExistsException e) {
                // as it should be, but for the first time
            }
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private void refresh(Target target) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String found = generation(channel);
            if (!found.equals(generation)) {
                generation = found;
                offset = 0;
                lines = 0;
                target.clear().run();
            }
            if (found.isEmpty() && channel.size() > 0) {
                LOG.warn("The first line of the watch list {} is damaged; the others count", file);
                offset = 0;
                lines = 0;
                target.clear().run();
            }
            read(channel, target);
            if (found.isEmpty()) {
                rewrite(target.content().get());
            }
        }
    }

    private static String generation(FileChannel channel) throws IOException {
        byte[] start = bytes(
                channel,
                0,
                CHECKSUM + 1 + HEADER.length() + UUID.randomUUID().toString().length() + 1);
        String line = content(new String(start, StandardCharsets.US_ASCII).strip());
        return line != null && line.startsWith(HEADER) ? line.substring(HEADER.length()) : "";
    }

    private static byte[] bytes(FileChannel channel, long from, long most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, Math.min(most, channel.size() - from)));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // until it is full
        }
        byte[] read = new byte[buffer.position()];
        buffer.flip().get(read);
        return read;
    }

    private void read(FileChannel channel, Target target) throws IOException {
        String text = new String(bytes(channel, offset, Long.MAX_VALUE), StandardCharsets.US_ASCII);
        int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) {
            LOG.warn("The last line of the watch list {} was cut off by a crash and is dropped", file);
            channel.truncate(offset + end);
        }
        for (String line : text.substring(0, end).split("\n", -1)) {
            if (!line.isEmpty()) {
                apply(line, target);
                lines++;
            }
        }
        offset += end;
    }

    private void apply(String line, Target target) {
        String content = content(line);
        if (content != null && content.startsWith(HEADER)) {
            return;
        }
        try {
            if (content == null) {
                throw new IllegalArgumentException("its checksum does not fit");
            }
            target.apply().accept(WatchEvent.parse(content));
        } catch (IllegalArgumentException e) {
            LOG.warn("A line of the watch list {} is damaged and left out: {}", file, e.getMessage());
        }
    }

    private static void write(Path path, CharSequence text, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
    }

    private static String withChecksum(String content) {
        return checksum(content) + " " + content + "\n";
    }

    /** Null when the checksum does not fit. */
    private static String content(String line) {
        if (line.length() <= CHECKSUM + 1) {
            return null;
        }
        String content = line.substring(CHECKSUM + 1);
        return checksum(content).equals(line.substring(0, CHECKSUM)) ? content : null;
    }

    private static String checksum(String content) {
        CRC32 crc = new CRC32();
        crc.update(content.getBytes(StandardCharsets.US_ASCII));
        return String.format("%08x", crc.getValue());
    }
}
