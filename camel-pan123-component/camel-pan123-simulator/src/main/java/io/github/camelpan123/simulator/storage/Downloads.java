package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.http.Ranges;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Contents of files under addresses that end, section 9.6. */
public final class Downloads implements Shelf {
    private final Links links;
    private final Accounts accounts;
    private final ContentStore contents;
    private final FigureBook figures;

    /**
     * The shelf.
     *
     * @param links checks permissions
     * @param accounts whose files
     * @param contents where contents are
     * @param figures count what goes out
     */
    public Downloads(Links links, Accounts accounts, ContentStore contents, FigureBook figures) {
        this.links = links;
        this.accounts = accounts;
        this.contents = contents;
        this.figures = figures;
    }

    @Override
    public int serve(HttpExchange exchange, Fault.Effect effect) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = Queries.parse(exchange.getRequestURI().getRawQuery());
        Wire.drain(exchange);
        if (!links.permitted(path, query.get("s"))) {
            Wire.send(exchange, 403, "text/plain", "Forbidden");
            return 403;
        }
        Entry entry = entry(path);
        if (entry == null) {
            Wire.send(exchange, 404, "text/plain", "Not Found");
            return 404;
        }
        ContentKey content = entry.content();
        if (!contents.has(content)) {
            Wire.send(exchange, 410, "text/plain", "this simulator was told not to keep contents");
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
        if (effect == Fault.Effect.CUT_AFTER || effect == Fault.Effect.TRUNCATE) {
            return Ranges.sendHalf(exchange, source, "application/octet-stream");
        }
        Ranges.Sent sent = Ranges.send(exchange, source, "application/octet-stream");
        figures.downloaded(sent.bytes());
        return sent.status();
    }

    /** {@code /download/<node>/<md5>/<uid>-0/<id>}; the permission has vouched for its form. */
    private Entry entry(String path) {
        int last = path.lastIndexOf('/');
        int before = path.lastIndexOf('/', last - 1);
        String owner = path.substring(before + 1, last);
        Account account = accounts.byUid(Long.parseLong(owner.substring(0, owner.indexOf('-'))));
        if (account == null) {
            return null;
        }
        long id = Long.parseLong(path.substring(last + 1));
        Entry entry = account.drive().get(id);
        return entry != null ? entry : account.space().drive().get(id);
    }
}
