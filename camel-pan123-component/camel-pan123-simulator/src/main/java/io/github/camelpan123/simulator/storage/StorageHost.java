package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.figures.PathFigures;
import io.github.camelpan123.simulator.gateway.Books;
import io.github.camelpan123.simulator.gateway.FaultPlayer;
import io.github.camelpan123.simulator.gateway.Trace;
import io.github.camelpan123.simulator.http.Ranges;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.protocol.Invented;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The host of downloads, playlists, archives and presigned uploads. It needs no token, because its URLs are signed.
 * Figures count its requests under the first segment of their path.
 */
public final class StorageHost implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(StorageHost.class.getName());
    /** The faults that interrupt a content half-way. For other answers nothing is sent. */
    private static final Set<Fault.Effect> HALF = Set.of(Fault.Effect.CUT_AFTER, Fault.Effect.TRUNCATE);

    private static final byte[] NOTHING = {};
    private static final Answer LOST = Answer.text(200, "application/xml", "");

    private final Map<String, Shelf> shelves;
    private final Books books;

    /**
     * Creates the host.
     *
     * @param shelves the shelves, by the first segment of the path with its leading slash
     * @param books the registries with the counters
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
        Trace trace = new Trace(books, exchange, kind, null);
        Headers headers = exchange.getRequestHeaders();
        if (headers.containsKey("Authorization") || headers.containsKey("Platform")) {
            books.figures().apiHeaderAtStorage();
        }
        if (shelf == null) {
            Wire.drain(exchange);
            trace.end(404, -1, "");
            Wire.send(exchange, 404, "text/plain", "");
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
        Answer answer = fault != null && fault.effect() == Fault.Effect.LOSE ? LOST : answer(exchange, shelf, kind);
        Wire.drain(exchange);
        if (answer.etag() != null) {
            exchange.getResponseHeaders().set("ETag", '"' + answer.etag() + '"');
        }
        boolean half = fault != null && HALF.contains(fault.effect());
        if (half && answer.content() == null) {
            trace.end(0, -1, "");
            exchange.close();
            return;
        }
        if (fault != null && !half && FaultPlayer.after(fault, exchange, trace, NOTHING)) {
            return;
        }
        if (answer.content() == null) {
            end(counted, trace, answer.status());
            Wire.send(exchange, answer.status(), answer.type(), answer.text());
        } else {
            Ranges.Sent sent = half
                    ? Ranges.sendHalf(exchange, answer.content(), answer.type())
                    : Ranges.send(exchange, answer.content(), answer.type());
            books.figures().downloaded(sent.bytes());
            end(counted, trace, sent.status());
        }
    }

    private static void end(PathFigures counted, Trace trace, int status) {
        if (status >= 400) {
            counted.fail();
        }
        trace.end(status, -1, "");
    }

    private static Answer answer(HttpExchange exchange, Shelf shelf, String kind) throws IOException {
        try {
            return shelf.answer(exchange);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the simulator failed at " + kind, e);
            return Answer.plain(500, Invented.INTERNAL_TEXT);
        }
    }
}
