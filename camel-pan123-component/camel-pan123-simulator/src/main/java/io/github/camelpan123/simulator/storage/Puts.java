package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.upload.Slice;
import io.github.camelpan123.simulator.upload.SliceSink;
import io.github.camelpan123.simulator.upload.UploadSession;
import io.github.camelpan123.simulator.upload.Uploads;
import java.io.IOException;
import java.io.InputStream;

/** Presigned addresses of upload V1, section 8.3: {@code PUT /put/<uid>/<preuploadID>/<sliceNo>}, neither token nor chunks allowed. */
public final class Puts implements Shelf {
    private static final int CHUNK = 128 << 10;

    private final Links links;
    private final Uploads uploads;
    private final FigureBook figures;

    /**
     * The shelf.
     *
     * @param links checks permissions
     * @param uploads uploads in work
     * @param figures count what comes in
     */
    public Puts(Links links, Uploads uploads, FigureBook figures) {
        this.links = links;
        this.uploads = uploads;
        this.figures = figures;
    }

    @Override
    public int serve(HttpExchange exchange, Fault.Effect effect) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String permit = Queries.parse(exchange.getRequestURI().getRawQuery()).get("X-Amz-Signature");
        Headers headers = exchange.getRequestHeaders();
        if (!links.permitted(path, permit)) {
            return refuse(exchange, 403, Invented.PUT_DENIED);
        }
        if (!"PUT".equals(exchange.getRequestMethod())) {
            return refuse(exchange, 405, Invented.PUT_METHOD);
        }
        if (headers.containsKey("Authorization")) {
            return refuse(exchange, 400, Invented.PUT_TWO_PERMITS);
        }
        if (!headers.containsKey("Content-Length")) {
            return refuse(exchange, 411, Invented.PUT_NO_LENGTH);
        }
        String[] parts = path.split("/", -1);
        try {
            UploadSession session = uploads.require(Long.parseLong(parts[2]), parts[3]);
            int number = Integer.parseInt(parts[4]);
            SliceSink sink = session.begin(number);
            receive(exchange.getRequestBody(), sink);
            Slice slice = sink.slice(number);
            session.commit(slice, null);
            figures.uploaded(slice.size());
            figures.wrote("/put", session.id() + ' ' + number);
            exchange.getResponseHeaders().set("ETag", '"' + slice.md5() + '"');
        } catch (Refusal refusal) {
            return refuse(exchange, 400, Invented.PUT_WRONG_SLICE);
        }
        if (effect == Fault.Effect.CUT_AFTER || effect == Fault.Effect.TRUNCATE) {
            exchange.close();
            return 0;
        }
        Wire.send(exchange, 200, "application/xml", new byte[0]);
        return 200;
    }

    private static void receive(InputStream in, SliceSink sink) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.readNBytes(chunk, 0, CHUNK); read > 0; read = in.readNBytes(chunk, 0, CHUNK)) {
            sink.write(chunk, 0, read);
        }
    }

    private static int refuse(HttpExchange exchange, int status, String code) throws IOException {
        Wire.drain(exchange);
        Wire.send(exchange, status, "application/xml", "<Error><Code>" + code + "</Code></Error>");
        return status;
    }
}
