package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Invented;
import java.util.Map;

/** Serves contents of files by expiring URLs (platform/calls.md, "Download address"). */
public final class Downloads implements Shelf {
    private final Links links;
    private final Accounts accounts;
    private final StoredFiles files;

    /**
     * Creates the shelf.
     *
     * @param links checks signatures
     * @param accounts the accounts of the files
     * @param files their contents
     */
    public Downloads(Links links, Accounts accounts, StoredFiles files) {
        this.links = links;
        this.accounts = accounts;
        this.files = files;
    }

    @Override
    public Answer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = Queries.parse(exchange.getRequestURI().getRawQuery());
        if (!links.permitted(path, query.get("s"))) {
            return Answer.plain(403, Invented.LINK_DENIED);
        }
        Entry entry = entry(path);
        return entry == null ? Answer.plain(404, Invented.NOTHING_THERE) : files.answer(entry);
    }

    /** Returns the entry of {@code /download/<node>/<md5>/<uid>-0/<id>}. The signature guarantees the format. */
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
