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

/** Content whose place is not known while it arrives; it waits in a file of its own. */
public final class Spool implements Closeable {
    private static final int CHUNK = 128 << 10;

    private final ContentStore contents;
    private final Path file;
    private FileChannel channel;
    private SliceSink sink;
    private Slice received;

    /**
     * A spool that makes no file until content comes.
     *
     * @param contents whose disk to use
     */
    public Spool(ContentStore contents) {
        this.contents = contents;
        this.file = contents.scratch();
    }

    /**
     * Content begins to come.
     *
     * @return takes it
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
     * What came.
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
     * Brings a slice that came before its name, or came again, to its place. Until it has come whole and right, the one that came
     * first stays valid.
     *
     * @param session its upload
     * @param number its number as announced
     * @param announced its MD5 as announced, or null if none was
     * @return the slice in its place, still to be committed
     * @throws IOException if the disk refuses
     * @throws Refusal if it is not what was announced
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
     * Makes it a content of the platform.
     *
     * @param content its verified MD5 and size
     * @throws IOException if the disk refuses
     */
    public void keepAs(ContentKey content) throws IOException {
        channel.close();
        contents.take(content, content.size() == 0 ? null : file);
    }

    /**
     * Takes a whole stream and makes it a content of the platform.
     *
     * @param in read to its end
     * @return its MD5 and size
     * @throws IOException if it cannot be read, or the disk refuses
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
