package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.transcode.Clips;
import io.github.camelpan123.simulator.transcode.Video;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Serves all products of a video in one archive (platform/calls.md, "Download an archive"): one folder per resolution.
 */
public final class Archives implements Shelf {
    private static final String BEARER = "Bearer ";
    private static final LocalDateTime MADE = LocalDateTime.of(2025, 1, 1, 0, 0);

    private final Links links;
    private final Accounts accounts;
    private final Clips clips;

    /**
     * Creates the shelf.
     *
     * @param links checks signatures
     * @param accounts the accounts of the videos
     * @param clips the canned products
     */
    public Archives(Links links, Accounts accounts, Clips clips) {
        this.links = links;
        this.accounts = accounts;
        this.clips = clips;
    }

    @Override
    public Answer answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = Queries.parse(exchange.getRequestURI().getRawQuery());
        String token = query.getOrDefault("token", "");
        String signed = "/a/" + query.get("uid") + "/" + query.get("fileId");
        if (!token.startsWith(BEARER) || !links.permitted(signed, token.substring(BEARER.length()))) {
            return Answer.plain(403, Invented.LINK_DENIED);
        }
        Account account = accounts.byUid(Long.parseLong(query.get("uid")));
        try {
            Video video = account.space().video(Long.parseLong(query.get("fileId")));
            return Answer.content("application/zip", zip(account, video));
        } catch (Refusal refusal) {
            return Answer.plain(404, Invented.NOTHING_THERE);
        }
    }

    private byte[] zip(Account account, Video video) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String resolution : account.space().doneResolutions(video)) {
                for (Map.Entry<String, byte[]> file : clips.of(resolution).entrySet()) {
                    ZipEntry entry = new ZipEntry(resolution + "/" + file.getKey());
                    // always the same bytes, so that an archive supports ranges
                    entry.setTimeLocal(MADE);
                    zip.putNextEntry(entry);
                    zip.write(file.getValue());
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}
