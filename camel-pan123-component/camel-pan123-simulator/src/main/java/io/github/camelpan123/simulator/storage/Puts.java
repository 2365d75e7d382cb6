package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.http.PartSink;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.upload.Slice;
import io.github.camelpan123.simulator.upload.SliceSink;
import io.github.camelpan123.simulator.upload.Spool;
import io.github.camelpan123.simulator.upload.UploadSession;
import io.github.camelpan123.simulator.upload.Uploads;
import java.io.IOException;
import java.io.InputStream;

/**
 * Accepts uploads by presigned URLs (platform/calls.md, "Upload V1"): {@code PUT /put/<uid>/<preuploadID>/<sliceNo>},
 * neither a token nor the header {@code Platform} nor chunked encoding is allowed.
 */
public final class Puts implements Shelf {
    private static final int CHUNK = 128 << 10;
    private static final String TYPE = "application/xml";

    private final Links links;
    private final Uploads uploads;
    private final FigureBook figures;

    /**
     * Creates the shelf.
     *
     * @param links checks signatures
     * @param uploads the unfinished uploads
     * @param figures count the received bytes
     */
    public Puts(Links links, Uploads uploads, FigureBook figures) {
        this.links = links;
        this.uploads = uploads;
        this.figures = figures;
    }

    @Override
    public Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String permit = Queries.parse(exchange.getRequestURI().getRawQuery()).get("X-Amz-Signature");
        Headers headers = exchange.getRequestHeaders();
        if (!links.permitted(path, permit)) {
            return refusal(403, Invented.PUT_DENIED);
        }
        if (!"PUT".equals(exchange.getRequestMethod())) {
            return refusal(405, Invented.PUT_METHOD);
        }
        if (headers.containsKey("Authorization")) {
            return refusal(400, Invented.PUT_TWO_PERMITS);
        }
        if (headers.containsKey("Platform")) {
            return refusal(400, Invented.PUT_UNSIGNED_HEADER);
        }
        if (!headers.containsKey("Content-Length")) {
            return refusal(411, Invented.PUT_NO_LENGTH);
        }
        String[] parts = path.split("/", -1);
        try {
            UploadSession session = uploads.require(Long.parseLong(parts[2]), parts[3]);
            Slice slice = take(exchange.getRequestBody(), session, Integer.parseInt(parts[4]));
            session.commit(slice, null);
            figures.uploaded(slice.size());
            figures.wrote("/put", session.id() + ' ' + slice.number());
            return new Answer(200, TYPE, null, "", slice.md5());
        } catch (Refusal refusal) {
            return refusal(400, Invented.PUT_WRONG_SLICE);
        }
    }

    private Slice take(InputStream in, UploadSession session, int number) throws IOException {
        if (session.has(number)) {
            try (Spool spool = new Spool(uploads.contents())) {
                copy(in, spool.open());
                return spool.settle(session, number, null);
            }
        }
        SliceSink sink = session.begin(number);
        copy(in, sink);
        return sink.slice(number);
    }

    private static void copy(InputStream in, PartSink sink) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.readNBytes(chunk, 0, CHUNK); read > 0; read = in.readNBytes(chunk, 0, CHUNK)) {
            sink.write(chunk, 0, read);
        }
    }

    private static Answer refusal(int status, String code) {
        return Answer.text(status, TYPE, "<Error><Code>" + code + "</Code></Error>");
    }
}
