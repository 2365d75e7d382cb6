package io.github.camelpan123.upload;

import io.github.camelpan123.api.SourceChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A form with one content. It has a known length and is streamed from the source to the socket. A small form is sent in
 * a single write.
 */
final class MultipartEntity extends AbstractHttpEntity {

    private static final int BUFFER = 64 * 1024;

    private final byte[] head;
    private final Part part;
    private final byte[] tail;
    private long told;

    /**
     * A part of a source.
     *
     * @param sent receives the number of bytes just before they are sent, and the negative number of bytes before they
     *     are sent again; throws an exception to cancel the request
     */
    record Part(UploadSource source, long offset, long length, LongConsumer sent) {

        private InputStream open() throws SourceChangedException {
            try {
                return source.open(offset, length);
            } catch (IOException e) {
                throw new SourceChangedException("The content cannot be read any more: " + e.getMessage(), e);
            }
        }
    }

    MultipartEntity(String contentType, byte[] head, Part part, byte[] tail) {
        super(contentType, null);
        this.head = head;
        this.part = part;
        this.tail = tail;
    }

    @Override
    public long getContentLength() {
        return head.length + part.length() + tail.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(Math.max(BUFFER, head.length), getContentLength())];
        System.arraycopy(head, 0, buffer, 0, head.length);
        int filled = head.length;
        if (told > 0) {
            part.sent().accept(-told);
            told = 0;
        }
        try (InputStream in = part.open()) {
            long left = part.length();
            while (left > 0) {
                if (filled == buffer.length) {
                    out.write(buffer);
                    filled = 0;
                }
                int read = read(in, buffer, filled, (int) Math.min(buffer.length - filled, left));
                part.sent().accept(read);
                told += read;
                filled += read;
                left -= read;
            }
        }
        // checked before the end of the form is sent, so that the platform never accepts a content that changed during
        // the upload
        part.source().requireUnchanged();
        if (buffer.length - filled < tail.length) {
            out.write(buffer, 0, filled);
            filled = 0;
        }
        System.arraycopy(tail, 0, buffer, filled, tail.length);
        out.write(buffer, 0, filled + tail.length);
    }

    private static int read(InputStream in, byte[] buffer, int offset, int most) throws SourceChangedException {
        int read;
        try {
            read = in.read(buffer, offset, most);
        } catch (SourceChangedException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceChangedException("The content cannot be read any more: " + e.getMessage(), e);
        }
        if (read < 0) {
            throw new SourceChangedException("The content became shorter while it was sent", null);
        }
        return read;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    /** Not supported, because the form is only written to the socket. */
    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("written only");
    }

    @Override
    public void close() {
        // every write closes its own stream
    }
}
