package io.github.camelpan123.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads and answers one exchange and leaves the connection in a valid state for the client. */
public final class Wire {
    private static final int CHUNK = 64 << 10;

    private Wire() {}

    /**
     * Reads a body into memory.
     *
     * @param exchange the exchange
     * @param limit the maximum number of bytes
     * @return the body, truncated to {@code limit} bytes
     * @throws IOException if the client disconnected
     */
    public static byte[] body(HttpExchange exchange, int limit) throws IOException {
        return exchange.getRequestBody().readNBytes(limit);
    }

    /**
     * Reads the rest of the body, whatever its length. If a server answers and closes while a client is still sending,
     * the client gets a connection reset instead of the answer.
     *
     * @param exchange the exchange
     * @throws IOException if the client disconnected
     */
    public static void drain(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        int first = in.read();
        if (first >= 0) {
            byte[] sink = new byte[CHUNK];
            int read = 0;
            while (read >= 0) {
                read = in.read(sink);
            }
        }
    }

    /**
     * Answers with a body in memory.
     *
     * @param exchange the exchange, its request body read to the end
     * @param status the HTTP status
     * @param contentType the content type
     * @param body the body, may be empty
     * @throws IOException if the client disconnected
     */
    public static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        boolean none = body.length == 0 || "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            OutputStream out = exchange.getResponseBody();
            out.write(body);
            out.close();
        } else {
            exchange.close();
        }
    }

    /**
     * Answers with a text.
     *
     * @param exchange the exchange
     * @param status the HTTP status
     * @param contentType the content type
     * @param text the body
     * @throws IOException if the client disconnected
     */
    public static void send(HttpExchange exchange, int status, String contentType, String text) throws IOException {
        send(exchange, status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Announces the whole body, sends the first half of it and closes the connection.
     *
     * @param exchange the exchange
     * @param contentType the content type
     * @param body the body
     * @throws IOException if the client disconnected
     */
    public static void sendHalf(HttpExchange exchange, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(200, body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
        exchange.close();
    }
}
