package io.github.camelpan123.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body that a test writes. */
final class WrittenEntity extends AbstractHttpEntity {

    private final long length;
    private final Content content;

    /** Writes the body. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** @param length -1 if it is not known */
    WrittenEntity(long length, Content content) {
        super("application/octet-stream", null);
        this.length = length;
        this.content = content;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        content.to(out);
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
