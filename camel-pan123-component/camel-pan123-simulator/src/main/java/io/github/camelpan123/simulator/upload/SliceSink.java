package io.github.camelpan123.simulator.upload;

import io.github.camelpan123.simulator.http.PartSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Computes the MD5 of bytes as they arrive and writes them to their position in a file. */
public final class SliceSink implements PartSink {
    private final BackgroundDigest digest = new BackgroundDigest();
    private final FileChannel channel;
    private final long offset;
    private final long limit;
    private long size;

    /**
     * Creates a sink.
     *
     * @param channel the file, or null to drop the bytes
     * @param offset the position of the first byte
     * @param limit the maximum number of written bytes; more are only counted
     */
    public SliceSink(FileChannel channel, long offset, long limit) {
        this.channel = channel;
        this.offset = offset;
        this.limit = limit;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (size + length <= limit) {
            digest.update(bytes, from, length);
            if (channel != null) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer, offset + size + buffer.position() - from);
                }
            }
        }
        size += length;
    }

    /**
     * Returns the received slice.
     *
     * @param number the slice's number, from 1
     * @return its size and MD5; the MD5 is meaningless if more bytes than the limit arrived
     * @throws IOException if the thread was interrupted
     */
    public Slice slice(int number) throws IOException {
        return new Slice(number, size, digest.hex());
    }
}
