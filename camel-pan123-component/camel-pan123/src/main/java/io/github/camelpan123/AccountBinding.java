package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.operation.Operation;
import io.github.camelpan123.operation.Operations;
import io.github.camelpan123.transcode.TranscodeSpace;
import io.github.camelpan123.upload.Uploader;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A context's share in one account, with what works on it, for as long as somebody uses it: producers and endpoints that
 * are started, and exchanges under way, which a producer that is stopped because too many are cached leaves behind.
 */
final class AccountBinding {

    private static final Logger LOG = LoggerFactory.getLogger(AccountBinding.class);

    private final Key key;
    private final AccountLease account;
    private final Drive drive;
    private final Downloader downloader;
    private final TranscodeSpace space;
    private final Operations operations;
    private final Consumer<AccountBinding> unused;
    private int users;
    private boolean closed;

    /**
     * Endpoints that have all of it in common share a binding.
     *
     * @param account which account, and how it is used
     * @param listingMaxAge how old a listing of a folder may be that is used again
     */
    record Key(AccountSettings account, Duration listingMaxAge) {

        static Key of(Pan123Configuration options) {
            return new Key(AccountOptions.read(options), Duration.ofMillis(options.getListingMaxAge()));
        }
    }

    private AccountBinding(Key key, AccountLease account, Consumer<AccountBinding> unused) {
        this.key = key;
        this.account = account;
        this.drive = new Drive(account, key.listingMaxAge());
        this.downloader = new Downloader(account);
        this.space = new TranscodeSpace(account, drive);
        this.operations = new Operations(account, drive, new Uploader(account, drive), downloader, space);
        this.unused = unused;
    }

    /** @param unused told when nobody uses it any more; others may begin to meanwhile */
    static AccountBinding open(Key key, CamelContext context, Consumer<AccountBinding> unused) {
        return new AccountBinding(key, Accounts.acquire(key.account(), context), unused);
    }

    Key key() {
        return key;
    }

    AccountLease account() {
        return account;
    }

    Drive drive() {
        return drive;
    }

    Downloader downloader() {
        return downloader;
    }

    TranscodeSpace space() {
        return space;
    }

    Operation operation(Pan123Operation operation) {
        return operations.named(operation.name());
    }

    /** Begins to use it; whether it is open. */
    synchronized boolean enter() {
        users += closed ? 0 : 1;
        return !closed;
    }

    /** Ends a use. */
    void leave() {
        boolean last;
        synchronized (this) {
            users--;
            last = users == 0 && !closed;
        }
        if (last) {
            unused.accept(this);
        }
    }

    synchronized boolean isOpen() {
        return !closed;
    }

    /** Lets nobody use it any more when nobody does; whether that is so now and was not before. */
    synchronized boolean endWhenUnused() {
        if (closed || users > 0) {
            return false;
        }
        closed = true;
        return true;
    }

    /** Closes it, which ends whatever goes on in it. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            account.close();
        } catch (RuntimeException e) {
            LOG.warn("An account could not be closed properly", e);
        }
    }
}
