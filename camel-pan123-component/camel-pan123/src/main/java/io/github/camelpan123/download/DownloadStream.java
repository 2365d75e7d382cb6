package io.github.camelpan123.download;

import io.github.camelpan123.api.Pan123Exception;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/**
 * The content of a file as it is read. Camel takes it for a cached stream, so it does not copy it into memory; going
 * back to the beginning reads it from its server again. A failure is an {@link IOException} whose cause is the
 * {@link Pan123Exception}.
 */
final class DownloadStream extends InputStream implements StreamCache {

    private static final int CHUNK = 128 * 1024;

    private final ResumingReader reader;
    private final Runnable whenRead;
    private final byte[] one = new byte[1];
    private boolean closed;

    /** @param whenRead run when the end was reached, or when the stream is closed after something was read */
    DownloadStream(ResumingReader reader, Runnable whenRead) {
        this.reader = reader;
        this.whenRead = whenRead;
    }

    /** Where it comes from; null before the first read. */
    String location() {
        return reader.location();
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The download of " + reader.file() + " is closed");
        }
        try {
            int read = reader.read(target, offset, length);
            if (read < 0) {
                whenRead.run();
            }
            return read;
        } catch (Pan123Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** One that was never read from has nothing to let go of, so it stays as good as new. */
    @Override
    public void close() {
        // parsers close when they have what they need, often before the end
        if (!closed && reader.position() > 0 && !reader.failed()) {
            whenRead.run();
        }
        closed = reader.begun();
        reader.release();
    }

    @Override
    public void reset() {
        closed = false;
        reader.restart();
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = read(chunk, 0, CHUNK); read >= 0; read = read(chunk, 0, CHUNK)) {
            target.write(chunk, 0, read);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        DownloadStream copy = new DownloadStream(reader.another(), whenRead);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(copy);
            }
        });
        return copy;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** The number of bytes; 0 when it is not known. */
    @Override
    public long length() {
        return Math.max(0, reader.file().size());
    }

    @Override
    public long position() {
        return reader.position();
    }

    @Override
    public String toString() {
        return "Download[" + reader.file() + "]";
    }
}
