package io.github.camelpan123.transcode;

import io.github.camelpan123.api.Pan123Exception;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A playlist whose entries are rewritten to local names. It is fetched at the first read; without a read it causes no
 * call. A failure is an {@link IOException} whose cause is the {@link Pan123Exception}. The class is a stream cache, so
 * that Camel does not read it before a route does.
 */
public final class LazyPlaylist extends InputStream implements StreamCache {

    private final Supplier<byte[]> fetch;
    private byte[] playlist;
    private ByteArrayInputStream content;

    /** @param fetch fetches the playlist with local names */
    public LazyPlaylist(Supplier<byte[]> fetch) {
        this.fetch = fetch;
    }

    private ByteArrayInputStream content() throws IOException {
        if (content == null) {
            if (playlist == null) {
                playlist = fetched();
            }
            content = new ByteArrayInputStream(playlist);
        }
        return content;
    }

    private byte[] fetched() throws IOException {
        try {
            return fetch.get();
        } catch (Pan123Exception e) {
            throw new IOException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public int read() throws IOException {
        return content().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return content().read(target, offset, length);
    }

    @Override
    public void reset() {
        content = null;
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        content().transferTo(target);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        LazyPlaylist copy = new LazyPlaylist(fetch);
        copy.playlist = playlist;
        return copy;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    /** Returns the length in bytes, or 0 before the fetch, as Camel's own stream caches do for an unknown length. */
    @Override
    public long length() {
        return playlist == null ? 0 : playlist.length;
    }

    @Override
    public long position() {
        return content == null ? 0 : playlist.length - content.available();
    }
}
