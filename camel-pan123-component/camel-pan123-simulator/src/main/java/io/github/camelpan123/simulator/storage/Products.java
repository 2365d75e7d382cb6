package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.http.Ranges;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.transcode.Clips;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Playlists and segments under addresses that end, section 10.12: {@code /hls/<md5>_<size>/<resolution>/<file>?auth_key=...}. */
public final class Products implements Shelf {
    private final Links links;
    private final Clips clips;
    private final FigureBook figures;

    /**
     * The shelf.
     *
     * @param links checks permissions
     * @param clips the canned products
     * @param figures count what goes out
     */
    public Products(Links links, Clips clips, FigureBook figures) {
        this.links = links;
        this.clips = clips;
        this.figures = figures;
    }

    @Override
    public int serve(HttpExchange exchange, Fault.Effect effect) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String permit = Queries.parse(exchange.getRequestURI().getRawQuery()).get("auth_key");
        Wire.drain(exchange);
        if (!links.permitted(path, permit)) {
            Wire.send(exchange, 403, "text/plain", Invented.LINK_DENIED);
            return 403;
        }
        String[] parts = path.split("/", -1);
        byte[] file = clips.of(parts[3]).get(parts[4]);
        Ranges.Source source = bytes(file);
        String type = type(parts[4]);
        boolean half = effect == Fault.Effect.CUT_AFTER || effect == Fault.Effect.TRUNCATE;
        Ranges.Sent sent = half ? Ranges.sendHalf(exchange, source, type) : Ranges.send(exchange, source, type);
        figures.downloaded(sent.bytes());
        return sent.status();
    }

    static String type(String name) {
        return name.endsWith(".m3u8") ? "application/vnd.apple.mpegurl" : "video/mp2t";
    }

    private static Ranges.Source bytes(byte[] file) {
        return new Ranges.Source() {
            @Override
            public long size() {
                return file.length;
            }

            @Override
            public InputStream open(long offset) {
                return new ByteArrayInputStream(file, (int) offset, file.length - (int) offset);
            }
        };
    }
}
