package io.github.camelpan123.simulator.storage;

import io.github.camelpan123.simulator.http.Ranges;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * The answer of a shelf to a request.
 *
 * @param status the HTTP status; for a content it depends on the requested range
 * @param type the content type
 * @param content a content that supports ranges, or null for a short text
 * @param text the short text, empty for none
 * @param etag the MD5 of the sent or received content, or null
 */
public record Answer(int status, String type, Ranges.Source content, String text, String etag) {
    static Answer content(String type, Ranges.Source content, String etag) {
        return new Answer(200, type, content, "", etag);
    }

    static Answer content(String type, byte[] content) {
        return content(type, new Bytes(content), null);
    }

    static Answer text(int status, String type, String text) {
        return new Answer(status, type, null, text, null);
    }

    static Answer plain(int status, String text) {
        return text(status, "text/plain", text);
    }

    private record Bytes(byte[] bytes) implements Ranges.Source {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }
    }
}
