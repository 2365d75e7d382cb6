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
 * The content of a file, read on demand. It is a stream cache, so that Camel does not copy it into memory. A reset
 * reads it from the server again. A failure is an {@link IOException} whose cause is the {@link Pan123Exception}.
 */
final class DownloadStream extends InputStream implements StreamCache {

    private static final int CHUNK = 128 * 1024;

    private final ResumingReader reader;
    private final Runnable whenRead;
    private final byte[] one = new byte[1];
    private boolean closed;

    /** @param whenRead runs at the end of the content, or when the stream is closed after something was read */
    DownloadStream(ResumingReader reader, Runnable whenRead) {
        this.reader = reader;
        this.whenRead = whenRead;
    }

    /** Returns the URL of the content; null before the first read. */
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

    /** Closes the stream. A stream that was never read stays usable, because it has no connection. */
    @Override
    public void close() {
        // parsers close the stream when they have what they need, often before the end
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

    /** Returns the length in bytes; 0 if it is unknown. */
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
