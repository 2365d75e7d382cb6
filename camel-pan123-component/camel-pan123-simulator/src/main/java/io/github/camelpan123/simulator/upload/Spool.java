package io.github.camelpan123.simulator.upload;

import io.github.camelpan123.simulator.http.PartSink;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Content whose destination is unknown while it arrives. It is stored in a temporary file. */
public final class Spool implements Closeable {
    private static final int CHUNK = 128 << 10;

    private final ContentStore contents;
    private final Path file;
    private FileChannel channel;
    private SliceSink sink;
    private Slice received;

    /**
     * Creates a spool. The file is created when content arrives.
     *
     * @param contents determines the disk
     */
    public Spool(ContentStore contents) {
        this.contents = contents;
        this.file = contents.scratch();
    }

    /**
     * Begins to receive content.
     *
     * @return the sink of the content
     */
    public PartSink open() {
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            sink = new SliceSink(channel, 0, Long.MAX_VALUE);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the received content.
     *
     * @return size and MD5
     * @throws IOException if the thread was interrupted
     */
    public Slice received() throws IOException {
        if (received == null) {
            received = sink.slice(1);
        }
        return received;
    }

    private void copyTo(PartSink target) throws IOException {
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
        channel.close();
        contents.take(content, content.size() == 0 ? null : file);
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
