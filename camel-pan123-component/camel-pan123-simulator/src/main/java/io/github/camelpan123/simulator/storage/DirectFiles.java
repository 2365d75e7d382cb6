package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.share.DirectLinks;

/**
 * Serves direct links (platform/calls.md, "Direct links"): {@code /direct/<uid>/<path>}, while the folder is enabled.
 */
public final class DirectFiles implements Shelf {
    private final DirectLinks directLinks;
    private final Accounts accounts;
    private final StoredFiles files;

    /**
     * Creates the shelf.
     *
     * @param directLinks the enabled folders
     * @param accounts the accounts of the files
     * @param files their contents
     */
    public DirectFiles(DirectLinks directLinks, Accounts accounts, StoredFiles files) {
        this.directLinks = directLinks;
        this.accounts = accounts;
        this.files = files;
    }

    @Override
    public Answer answer(HttpExchange exchange) {
        String[] parts = exchange.getRequestURI().getPath().split("/", -1);
        Entry file = parts.length < 4 ? null : find(parts);
        return file == null ? Answer.plain(404, Invented.NOTHING_THERE) : files.answer(file);
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
