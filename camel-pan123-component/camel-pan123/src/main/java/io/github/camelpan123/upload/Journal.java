package io.github.camelpan123.upload;

import io.github.camelpan123.platform.UploadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one upload has come, in a file that outlives the process. Each line ends with a checksum over itself and the
 * one before, so lines can be neither damaged, left out, nor taken from another journal.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final JournalText text;
    private final BitSet done = new BitSet();
    private FileChannel channel;
    private Resumable resumable;

    /**
     * An upload that can go on.
     *
     * @param content what was sent
     * @param session takes the missing slices
     * @param since when it began
     */
    record Resumable(Content content, UploadSession session, Instant since) {}

    private Journal(Path file, FileChannel channel, JournalText text) {
        this.file = file;
        this.channel = channel;
        this.text = text;
    }

    /** Notes nothing and knows nothing. */
    static Journal none() {
        return new Journal(null, null, null);
    }

    /**
     * Reads a journal.
     *
     * @param channel locked; may be empty
     * @param title what the upload is about
     * @param seal makes checksums
     * @throws JournalDamagedException when it is not what was written, or about something else
     */
    static Journal read(Path file, FileChannel channel, String title, UnaryOperator<String> seal) throws IOException {
        Journal journal = new Journal(file, channel, new JournalText(title, seal));
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until all is there
        }
        journal.resumable =
                journal.text.read(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8), journal.done);
        return journal;
    }

    /** The upload of this content that was begun before. */
    Optional<Resumable> resumable(Content content) {
        return Optional.ofNullable(resumable).filter(found -> found.content().equals(content));
    }

    /** The slices that have arrived. */
    synchronized BitSet done() {
        return (BitSet) done.clone();
    }

    /** A session has been opened; what was noted of another one is forgotten. */
    synchronized void begin(Content content, UploadSession session, Instant since) {
        done.clear();
        write(() -> {
            channel.truncate(0);
            return text.begin(new Resumable(content, session, since));
        });
    }

    /** A slice has arrived. */
    synchronized void done(int slice) {
        done.set(slice);
        write(() -> text.slice(slice));
    }

    /** There is nothing to go on with any more. */
    synchronized void drop() {
        done.clear();
        resumable = null;
        if (channel != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("The journal {} of an upload that is over cannot be deleted: {}", file, e.toString());
            }
            close();
        }
    }

    private interface Lines {
        String get() throws IOException;
    }

    private void write(Lines lines) {
        if (channel == null) {
            return;
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.get());
            long position = channel.size();
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (IOException e) {
            LOG.warn("The journal {} cannot be written; the upload goes on without: {}", file, e.toString());
            // one with a gap would be put aside anyway
            drop();
        }
    }

    /** Leaves it for the next attempt. */
    @Override
    public synchronized void close() {
        if (channel != null) {
            try (FileChannel closing = channel) {
                if (Files.exists(file) && closing.size() == 0) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                LOG.debug("The journal {} was not closed properly", file, e);
            }
            channel = null;
        }
    }
}
