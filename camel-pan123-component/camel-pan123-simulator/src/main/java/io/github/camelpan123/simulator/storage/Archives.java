package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.transcode.Clips;
import io.github.camelpan123.simulator.transcode.Video;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** All products of a video in one archive, section 10.13: one folder per resolution. */
public final class Archives implements Shelf {
    private static final String BEARER = "Bearer ";

    private final Links links;
    private final Accounts accounts;
    private final Clips clips;

    /**
     * The shelf.
     *
     * @param links checks permissions
     * @param accounts whose videos
     * @param clips the canned products
     */
    public Archives(Links links, Accounts accounts, Clips clips) {
        this.links = links;
        this.accounts = accounts;
        this.clips = clips;
    }

    @Override
    public int serve(HttpExchange exchange, Fault.Effect effect) throws IOException {
        Wire.drain(exchange);
        Map<String, String> query = Queries.parse(exchange.getRequestURI().getRawQuery());
        String token = query.getOrDefault("token", "");
        String signed = "/a/" + query.get("uid") + "/" + query.get("fileId");
        if (!token.startsWith(BEARER) || !links.permitted(signed, token.substring(BEARER.length()))) {
            Wire.send(exchange, 403, "text/plain", Invented.LINK_DENIED);
            return 403;
        }
        Account account = accounts.byUid(Long.parseLong(query.get("uid")));
        Video video = account.space().video(Long.parseLong(query.get("fileId")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String resolution : account.space().doneResolutions(video)) {
                for (Map.Entry<String, byte[]> file : clips.of(resolution).entrySet()) {
                    zip.putNextEntry(new ZipEntry(resolution + "/" + file.getKey()));
                    zip.write(file.getValue());
                    zip.closeEntry();
                }
            }
        }
        Wire.send(exchange, 200, "application/zip", bytes.toByteArray());
        return 200;
    }
}
