package io.github.camelpan123.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Tells how its content is read. */
final class CountedSource implements UploadSource {

    private final UploadSource.InMemory content;
    private final int size;
    private final Reading reading;

    /** Told before a part is read. */
    @FunctionalInterface
    interface Reading {
        void begins(long offset, long length) throws IOException;
    }

    CountedSource(byte[] content, Reading reading) {
        this.content = new UploadSource.InMemory(ByteBuffer.wrap(content));
        this.size = content.length;
        this.reading = reading;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        reading.begins(offset, length);
        return content.open(offset, length);
    }
}
