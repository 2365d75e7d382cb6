package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.figures.PathFigures;
import io.github.camelpan123.simulator.gateway.Books;
import io.github.camelpan123.simulator.gateway.FaultPlayer;
import io.github.camelpan123.simulator.gateway.Trace;
import io.github.camelpan123.simulator.http.Wire;
import java.io.IOException;
import java.util.Map;

/**
 * The host of downloads, playlists, archives and presigned uploads. It asks for no token: its addresses carry their own permission.
 * Figures count its requests under the first part of their path.
 */
public final class StorageHost implements HttpHandler {
    private final Map<String, Shelf> shelves;
    private final Books books;

    /**
     * The host.
     *
     * @param shelves what is served, by the first part of the path with its leading slash
     * @param books where requests are counted
     */
    public StorageHost(Map<String, Shelf> shelves, Books books) {
        this.shelves = Map.copyOf(shelves);
        this.books = books;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int second = path.indexOf('/', 1);
        String kind = second < 0 ? path : path.substring(0, second);
        Shelf shelf = shelves.get(kind);
        Trace trace = new Trace(books, exchange, kind);
        if (shelf == null) {
            Wire.drain(exchange);
            Wire.send(exchange, 404, "text/plain", "");
            trace.end(404, -1, "");
            return;
        }
        PathFigures counted = books.figures().of(kind);
        counted.enter();
        try {
            serve(exchange, shelf, kind, counted, trace);
        } catch (IOException e) {
            trace.end(0, -1, "");
            throw e;
        } finally {
            counted.leave();
        }
    }

    private void serve(HttpExchange exchange, Shelf shelf, String kind, PathFigures counted, Trace trace)
            throws IOException {
        Fault fault = books.faults().next(kind);
        if (fault != null) {
            counted.fault();
            FaultPlayer.before(fault, exchange, books);
            if (fault.beforeWork()) {
                FaultPlayer.instead(fault, exchange, trace);
                return;
            }
        }
        counted.accept();
        int status = shelf.serve(exchange, fault == null ? null : fault.effect());
        if (status >= 400) {
            counted.fail();
        }
        trace.end(status, -1, "");
    }
}
