package io.github.camelpan123.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file. It reads at its own position, so any number of parts can share a channel. */
final class FileRegionInputStream extends InputStream {

    private final FileChannel channel;
    private final boolean ours;
    private long position;
    private long left;

    /** @param ours whether closing the stream closes the channel */
    FileRegionInputStream(FileChannel channel, boolean ours, long offset, long length) {
        this.channel = channel;
        this.ours = ours;
        this.position = offset;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)), position);
        if (read > 0) {
            position += read;
            left -= read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        if (ours) {
            channel.close();
        }
    }
}
