package io.github.camelpan123.simulator.gateway;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Collects the data of the record of one request. */
public final class Trace {
    private static final int BODY_KEPT = 4096;

    private final Books books;
    private final String method;
    private final String path;
    private final String query;
    private final long startNanos;
    private final long startMillis;
    private String client = "";
    private String body = "";
    private boolean ended;

    /**
     * Begins the record of a request.
     *
     * @param books the registries that keep it
     * @param exchange the request
     * @param path the path for the counters
     * @param query the part of the query that may be kept, or null
     */
    public Trace(Books books, HttpExchange exchange, String path, String query) {
        this.books = books;
        this.path = path;
        method = exchange.getRequestMethod();
        this.query = query == null ? "" : query;
        startNanos = books.time().nanos();
        startMillis = books.time().millis();
    }

    void client(String clientId) {
        client = clientId;
    }

    void body(byte[] bytes) {
        if (bytes.length > 0) {
            body = new String(bytes, 0, Math.min(bytes.length, BODY_KEPT), StandardCharsets.UTF_8);
        }
    }

    /**
     * Completes the record with the answer. Only the first call has an effect.
     *
     * @param status the HTTP status, 0 if the connection was closed
     * @param code the body's code, -1 without an envelope
     * @param message the body's message
     */
    public void end(int status, int code, String message) {
        if (ended) {
            return;
        }
        ended = true;
        books.figures()
                .keep(new RequestRecord(
                        books.figures().nextNumber(),
                        Instant.ofEpochMilli(startMillis),
                        method,
                        path,
                        query,
                        body,
                        client,
                        status,
                        code,
                        message,
                        Duration.ofNanos(books.time().nanos() - startNanos)));
    }
}
