package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.http.Ranges;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import java.io.IOException;
import java.io.InputStream;

/** Sends the content of a file, whole or in one range. */
public final class FileSender {
    private static final String TYPE = "application/octet-stream";

    private final ContentStore contents;
    private final FigureBook figures;

    /**
     * A sender.
     *
     * @param contents where contents are
     * @param figures count what goes out
     */
    public FileSender(ContentStore contents, FigureBook figures) {
        this.contents = contents;
        this.figures = figures;
    }

    int send(HttpExchange exchange, Entry entry, Fault.Effect effect) throws IOException {
        ContentKey content = entry.content();
        if (!contents.has(content)) {
            Wire.send(exchange, 410, "text/plain", Invented.CONTENT_DROPPED);
            return 410;
        }
        exchange.getResponseHeaders().set("ETag", '"' + entry.etag() + '"');
        Ranges.Source source = new Ranges.Source() {
            @Override
            public long size() {
                return content.size();
            }

            @Override
            public InputStream open(long offset) throws IOException {
                return contents.open(content, offset);
            }
        };
        boolean half = effect == Fault.Effect.CUT_AFTER || effect == Fault.Effect.TRUNCATE;
        Ranges.Sent sent = half ? Ranges.sendHalf(exchange, source, TYPE) : Ranges.send(exchange, source, TYPE);
        figures.downloaded(sent.bytes());
        return sent.status();
    }
}
