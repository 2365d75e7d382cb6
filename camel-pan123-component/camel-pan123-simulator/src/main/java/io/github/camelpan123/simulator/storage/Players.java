package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.api.DownloadLinks;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Names;
import io.github.camelpan123.simulator.transcode.Clips;
import io.github.camelpan123.simulator.transcode.Video;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Serves the play URLs (platform/calls.md, "Transcode record"),
 * {@code /play/<uid>/transcode/<name>.m3u8?resolutions=720p&suffix=mp4&...}: the playlist with absolute URLs of its
 * segments, so that any player can read it.
 */
public final class Players implements Shelf {
    private final Links links;
    private final Accounts accounts;
    private final Clips clips;

    /**
     * Creates the shelf.
     *
     * @param links creates the URLs of segments
     * @param accounts the accounts of the videos
     * @param clips the canned products
     */
    public Players(Links links, Accounts accounts, Clips clips) {
        this.links = links;
        this.accounts = accounts;
        this.clips = clips;
    }

    @Override
    public Answer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = Queries.parse(exchange.getRequestURI().getRawQuery());
        String[] parts = path.split("/", 5);
        String resolution = query.getOrDefault("resolutions", "");
        Video video = parts.length == 5 ? video(parts[2], Names.stem(parts[4]), query.get("suffix")) : null;
        Account account = video == null ? null : accounts.byUid(video.uid());
        if (account == null || !account.space().doneResolutions(video).contains(resolution)) {
            return Answer.plain(404, Invented.NOTHING_THERE);
        }
        String canned = new String(clips.of(resolution).get(Clips.PLAYLIST), StandardCharsets.UTF_8);
        StringBuilder playlist = new StringBuilder();
        for (String line : canned.split("\n", -1)) {
            boolean segment = !line.isEmpty() && line.charAt(0) != '#';
            playlist.append(segment ? DownloadLinks.product(links, video, resolution, line) : line)
                    .append('\n');
        }
        return Answer.content(Products.type(Clips.PLAYLIST), playlist.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Video video(String uid, String stem, String suffix) {
        try {
            Account account = accounts.byUid(Long.parseLong(uid));
            return account == null || suffix == null ? null : account.space().byName(stem, suffix);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
