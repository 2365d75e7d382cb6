package io.github.camelpan123.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** A channel that opens its content at the first read. Camel converts it in the same way as the content. */
final class DownloadChannel implements ReadableByteChannel, Downloadable {

    private final Downloadable content;
    private ReadableByteChannel opened;
    private boolean closed;

    DownloadChannel(Downloadable content) {
        this.content = content;
    }

    @Override
    public String name() {
        return content.name();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public InputStream open() {
        return content.open();
    }

    @Override
    public String toString() {
        return content.toString();
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (opened == null) {
            opened = Channels.newChannel(content.open());
        }
        return opened.read(target);
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (opened != null) {
            opened.close();
        }
    }
}
