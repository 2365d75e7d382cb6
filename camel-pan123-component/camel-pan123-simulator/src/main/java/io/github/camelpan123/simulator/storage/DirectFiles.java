package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.share.DirectLinks;
import java.io.IOException;

/** Direct links, section 13.2: {@code /direct/<uid>/<path>}, for as long as the folder is enabled. */
public final class DirectFiles implements Shelf {
    private final DirectLinks directLinks;
    private final Accounts accounts;
    private final FileSender sender;

    /**
     * The shelf.
     *
     * @param directLinks which folders are enabled
     * @param accounts whose files
     * @param sender sends contents
     */
    public DirectFiles(DirectLinks directLinks, Accounts accounts, FileSender sender) {
        this.directLinks = directLinks;
        this.accounts = accounts;
        this.sender = sender;
    }

    @Override
    public int serve(HttpExchange exchange, Fault.Effect effect) throws IOException {
        Wire.drain(exchange);
        String[] parts = exchange.getRequestURI().getPath().split("/", -1);
        Entry file = parts.length < 4 ? null : find(parts);
        if (file == null) {
            Wire.send(exchange, 404, "text/plain", Invented.NOTHING_THERE);
            return 404;
        }
        return sender.send(exchange, file, effect);
    }

    private Entry find(String[] parts) {
        Account account;
        try {
            account = accounts.byUid(Long.parseLong(parts[2]));
        } catch (NumberFormatException e) {
            return null;
        }
        if (account == null) {
            return null;
        }
        long parent = 0;
        for (int i = 3; i < parts.length - 1; i++) {
            Entry folder = account.drive().child(parent, parts[i], true);
            if (folder == null) {
                return null;
            }
            parent = folder.id();
        }
        Entry file = account.drive().child(parent, parts[parts.length - 1], false);
        return file != null && directLinks.covers(account.drive(), file) ? file : null;
    }
}
