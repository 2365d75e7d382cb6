package io.github.camelpan123.upload;

import io.github.camelpan123.api.SourceChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/** A part of a content in a multipart form: of known length, streamed from the source to the socket. */
final class UploadPart extends AbstractContentBody {

    private static final int BUFFER = 64 * 1024;

    private final String fileName;
    private final UploadSource source;
    private final long offset;
    private final long length;
    private final LongConsumer sent;
    private long told;

    /**
     * @param sent told of bytes just before they are sent, and of a negative number when they are sent again; ends the
     *     sending by throwing
     */
    UploadPart(String fileName, UploadSource source, long offset, long length, LongConsumer sent) {
        super(ContentType.APPLICATION_OCTET_STREAM);
        this.fileName = fileName;
        this.source = source;
        this.offset = offset;
        this.length = length;
        this.sent = sent;
    }

    @Override
    public String getFilename() {
        return fileName;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (told > 0) {
            sent.accept(-told);
            told = 0;
        }
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
        try (InputStream in = open()) {
            for (long left = length; left > 0; ) {
                int read = read(in, buffer, (int) Math.min(buffer.length, left));
                sent.accept(read);
                told += read;
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        // the form has no end yet, so the platform cannot take a content that was half one thing and half another
        source.requireUnchanged();
    }

    private InputStream open() throws SourceChangedException {
        try {
            return source.open(offset, length);
        } catch (IOException e) {
            throw new SourceChangedException("The content cannot be read any more: " + e.getMessage(), e);
        }
    }

    private static int read(InputStream in, byte[] buffer, int most) throws SourceChangedException {
        int read;
        try {
            read = in.read(buffer, 0, most);
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
}
