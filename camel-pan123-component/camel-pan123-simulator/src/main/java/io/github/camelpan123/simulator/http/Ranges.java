package io.github.camelpan123.simulator.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Pattern;

/**
 * Serves a stored file completely or as one byte range (206), as the download hosts do (platform/calls.md, "Download
 * address").
 */
public final class Ranges {
    private static final int CHUNK = 128 << 10;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** A stored file. */
    public interface Source {
        /**
         * Returns the length.
         *
         * @return bytes
         */
        long size();

        /**
         * Opens the file.
         *
         * @param offset first byte wanted
         * @return the bytes from there on
         * @throws IOException if it does not exist any more
         */
        InputStream open(long offset) throws IOException;
    }

    /**
     * The result of an answer.
     *
     * @param status the HTTP status
     * @param bytes bytes of the body
     */
    public record Sent(int status, long bytes) {}

    private Ranges() {}

    /**
     * Answers a GET or HEAD request.
     *
     * @param exchange the exchange
     * @param source the file
     * @param contentType its content type
     * @return what was sent
     * @throws IOException if the client disconnected
     */
    public static Sent send(HttpExchange exchange, Source source, String contentType) throws IOException {
        return send(exchange, source, contentType, false);
    }

    private static Sent send(HttpExchange exchange, Source source, String contentType, boolean half)
            throws IOException {
        long size = source.size();
        long from = 0;
        long to = size - 1;
        int status = 200;
        Headers headers = exchange.getResponseHeaders();
        headers.set("Accept-Ranges", "bytes");
        headers.set("Content-Type", contentType);
        long[] range = range(exchange.getRequestHeaders().getFirst("Range"), size);
        if (range != null) {
            from = range[0];
            to = range[1];
            if (from > to) {
                headers.set("Content-Range", "bytes */" + size);
                exchange.sendResponseHeaders(416, -1);
                exchange.close();
                return new Sent(416, 0);
            }
            headers.set("Content-Range", "bytes " + from + "-" + to + "/" + size);
            status = 206;
        }
        long length = to - from + 1;
        if ("HEAD".equals(exchange.getRequestMethod())) {
            headers.set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return new Sent(status, 0);
        }
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        if (half) {
            try (InputStream in = source.open(from)) {
                OutputStream out = exchange.getResponseBody();
                copy(in, out, length / 2);
                out.flush();
            }
            exchange.close();
            return new Sent(status, length / 2);
        }
        if (length > 0) {
            try (InputStream in = source.open(from);
                    OutputStream out = exchange.getResponseBody()) {
                copy(in, out, length);
            }
        }
        exchange.close();
        return new Sent(status, length);
    }

    /**
     * Answers as {@link #send} does, but sends half of the announced bytes and closes the connection.
     *
     * @param exchange the exchange
     * @param source the file
     * @param contentType its content type
     * @return what was sent
     * @throws IOException if the client disconnected
     */
    public static Sent sendHalf(HttpExchange exchange, Source source, String contentType) throws IOException {
        return send(exchange, source, contentType, true);
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
        long left = length;
        while (left > 0) {
            int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new IOException("stored file is shorter than its record");
            }
            out.write(chunk, 0, read);
            left -= read;
        }
    }

    /**
     * Returns the first and the last byte. A first byte after the last one means an unsatisfiable range. Null means an
     * invalid range, which must be ignored (RFC 9110, 14.1.1 and 14.2).
     */
    private static long[] range(String header, long size) {
        if (header == null || !header.startsWith("bytes=") || header.indexOf(',') >= 0) {
            return null;
        }
        int dash = header.indexOf('-', 6);
        if (dash < 0) {
            return null;
        }
        try {
            String first = header.substring(6, dash).trim();
            String last = header.substring(dash + 1).trim();
            if (!DIGITS.matcher(first + last).matches()) {
                return null;
            }
            if (first.isEmpty()) {
                long tail = Long.parseLong(last);
                return tail == 0 ? new long[] {1, 0} : new long[] {Math.max(0, size - tail), size - 1};
            }
            long from = Long.parseLong(first);
            long to = last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
            if (!last.isEmpty() && Long.parseLong(last) < from) {
                return null;
            }
            return from >= size ? new long[] {1, 0} : new long[] {from, to};
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
