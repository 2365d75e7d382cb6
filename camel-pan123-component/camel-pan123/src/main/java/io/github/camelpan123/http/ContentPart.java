package io.github.camelpan123.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * The bytes of a content from an offset to its end. The stream must be closed. Closing it early drops the connection
 * instead of reading the rest.
 */
public final class ContentPart extends InputStream {

    private static final int WORTH_READING = 64 * 1024;

    private final HttpGet request;
    private final URI location;
    private final ClassicHttpResponse response;
    private final InputStream body;
    private final long from;
    private final long total;
    private boolean atEnd;

    private ContentPart(
            HttpGet request, URI location, ClassicHttpResponse response, InputStream body, long from, long total) {
        this.request = request;
        this.location = location;
        this.response = response;
        this.body = body;
        this.from = from;
        this.total = total;
    }

    /** @return null if the answer contains no content */
    static ContentPart of(HttpGet request, URI location, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (response.getCode() == 200) {
            return entity == null
                    ? new ContentPart(request, location, response, nullInputStream(), 0, 0)
                    : new ContentPart(request, location, response, entity.getContent(), 0, entity.getContentLength());
        }
        ContentRange range = response.getCode() == 206 ? ContentRange.parse(header(response, "Content-Range")) : null;
        return range == null || entity == null
                ? null
                : new ContentPart(request, location, response, entity.getContent(), range.from(), range.total());
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Returns the final URL after redirects. It may contain a signature. */
    public String location() {
        return location.toString();
    }

    /** Returns the offset of the first byte; 0 if the server sends the whole content despite a range request. */
    public long from() {
        return from;
    }

    /** Returns the size of the whole content in bytes; -1 if the server does not send it. */
    public long total() {
        return total;
    }

    /**
     * Returns the entity tag with its quotes; null if there is none or only a weak one, which does not guarantee equal
     * bytes.
     */
    public String entityTag() {
        String tag = header(response, "ETag");
        return tag == null || tag.startsWith("W/") ? null : tag.strip();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read;
        try {
            read = body.read(target, offset, length);
        } catch (MalformedChunkCodingException e) {
            // not the cause, because its text quotes what came instead, and playlists contain signed URLs
            throw new IOException("the chunks of the answer are malformed");
        }
        atEnd |= read < 0;
        return read;
    }

    @Override
    public void close() throws IOException {
        if (atEnd) {
            response.close();
        } else {
            drop(request, response);
        }
    }

    /** Reads a short answer to its end, which keeps the connection. Drops the connection of a long answer. */
    static void discard(HttpGet request, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        if (length >= 0 && length <= WORTH_READING) {
            EntityUtils.consumeQuietly(entity);
            response.close();
        } else {
            drop(request, response);
        }
    }

    /**
     * Drops the connection. The request is cancelled first, because closing alone would read the whole rest to keep the
     * connection.
     */
    static void drop(HttpGet request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException expected) {
            // from the cancelled connection
        }
    }
}
