package io.github.camelpan123.simulator.upload;

import io.github.camelpan123.simulator.http.PartSink;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Content whose destination is unknown while it arrives. It is in memory while it is small, then in a temporary file. */
public final class Spool implements Closeable {
    private static final int CHUNK = 128 << 10;

    private final ContentStore contents;
    /** The content, unless there is a file. */
    private final ByteArrayOutputStream small = new ByteArrayOutputStream();

    private Path file;
    private FileChannel channel;
    private SliceSink sink;
    private Slice received;

    /**
     * Creates a spool.
     *
     * @param contents determines the disk
     */
    public Spool(ContentStore contents) {
        this.contents = contents;
    }

    /**
     * Begins to receive content.
     *
     * @return the sink of the content
     */
    public PartSink open() {
        return this::write;
    }

    private void write(byte[] bytes, int from, int length) throws IOException {
        if (sink == null && small.size() + length <= ContentStore.SMALL) {
            small.write(bytes, from, length);
            return;
        }
        if (sink == null) {
            useFile();
        }
        sink.write(bytes, from, length);
    }

    private void useFile() throws IOException {
        file = contents.scratch();
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        sink = new SliceSink(channel, 0, Long.MAX_VALUE);
        byte[] first = small.toByteArray();
        small.reset();
        sink.write(first, 0, first.length);
    }

    /**
     * Returns the received content.
     *
     * @return size and MD5
     * @throws IOException if the thread was interrupted
     */
    public Slice received() throws IOException {
        if (received == null) {
            received = sink == null ? inMemory() : sink.slice(1);
        }
        return received;
    }

    private Slice inMemory() {
        MessageDigest digest = Digests.md5();
        digest.update(small.toByteArray());
        return new Slice(1, small.size(), Digests.hex(digest));
    }

    private void copyTo(PartSink target) throws IOException {
        if (sink == null) {
            target.write(small.toByteArray(), 0, small.size());
            return;
        }
        channel.close();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                target.write(chunk, 0, read);
            }
        }
    }

    /**
     * Moves a slice that arrived before its number, or arrived again, to its position. The first one stays valid until
     * the new one is complete and correct.
     *
     * @param session the upload of the slice
     * @param number its number as announced
     * @param announced its MD5 as announced, or null if none was
     * @return the slice at its position, not committed yet
     * @throws IOException on a disk error
     * @throws Refusal if it differs from the announcement
     */
    public Slice settle(UploadSession session, long number, String announced) throws IOException {
        session.check(
                new Slice(
                        (int) Math.min(number, Integer.MAX_VALUE),
                        received().size(),
                        received().md5()),
                announced);
        SliceSink place = session.begin(number);
        copyTo(place);
        return place.slice((int) number);
    }

    /**
     * Adds the received content to the store.
     *
     * @param content its verified MD5 and size
     * @throws IOException on a disk error
     */
    public void keepAs(ContentKey content) throws IOException {
        if (sink == null) {
            contents.take(content, small.toByteArray());
            return;
        }
        channel.close();
        contents.take(content, file);
    }

    /**
     * Reads a whole stream and adds its content to the store.
     *
     * @param in read to its end
     * @return its MD5 and size
     * @throws IOException if it cannot be read, or on a disk error
     */
    public ContentKey keep(InputStream in) throws IOException {
        PartSink target = open();
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
            target.write(chunk, 0, read);
        }
        ContentKey content = new ContentKey(received().md5(), received().size());
        keepAs(content);
        return content;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
