package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import java.io.IOException;
import java.util.Map;

/** Contents of files under addresses that end, section 9.6. */
public final class Downloads implements Shelf {
    private final Links links;
    private final Accounts accounts;
    private final FileSender sender;

    /**
     * The shelf.
     *
     * @param links checks permissions
     * @param accounts whose files
     * @param sender sends contents
     */
    public Downloads(Links links, Accounts accounts, FileSender sender) {
        this.links = links;
        this.accounts = accounts;
        this.sender = sender;
    }

    @Override
    public int serve(HttpExchange exchange, Fault.Effect effect) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = Queries.parse(exchange.getRequestURI().getRawQuery());
        Wire.drain(exchange);
        if (!links.permitted(path, query.get("s"))) {
            Wire.send(exchange, 403, "text/plain", Invented.LINK_DENIED);
            return 403;
        }
        Entry entry = entry(path);
        if (entry == null) {
            Wire.send(exchange, 404, "text/plain", Invented.NOTHING_THERE);
            return 404;
        }
        return sender.send(exchange, entry, effect);
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
