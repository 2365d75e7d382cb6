package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.transcode.Clips;

/**
 * Serves playlists and segments by expiring URLs (platform/calls.md, "Download a product"):
 * {@code /hls/<md5>_<size>/<resolution>/<file>?auth_key=...}.
 */
public final class Products implements Shelf {
    private final Links links;
    private final Clips clips;

    /**
     * Creates the shelf.
     *
     * @param links checks signatures
     * @param clips the canned products
     */
    public Products(Links links, Clips clips) {
        this.links = links;
        this.clips = clips;
    }

    @Override
    public Answer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String permit = Queries.parse(exchange.getRequestURI().getRawQuery()).get("auth_key");
        if (!links.permitted(path, permit)) {
            return Answer.plain(403, Invented.LINK_DENIED);
        }
        String[] parts = path.split("/", -1);
        return Answer.content(type(parts[4]), clips.of(parts[3]).get(parts[4]));
    }

    static String type(String name) {
        return name.endsWith(".m3u8") ? "application/vnd.apple.mpegurl" : "video/mp2t";
    }
}
