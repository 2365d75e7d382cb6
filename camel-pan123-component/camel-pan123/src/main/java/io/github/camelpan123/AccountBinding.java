package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.consumer.AccountUse;
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
 * Connects a Camel context to one account and holds the services for it: drive, downloader, transcode space and
 * operations. It stays open while it is in use by started producers and endpoints, or by exchanges in progress. An
 * exchange may outlive its producer, because Camel stops a producer when too many are cached.
 */
final class AccountBinding implements AccountUse {

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
     * The settings that identify a binding. Endpoints with equal settings share a binding.
     *
     * @param account the account and how it is used
     * @param listingMaxAge the maximum age of a cached folder listing
     * @param soleWriter whether no other program creates the same files at the same time; null if only
     *     {@code duplicate=fail} may assume so
     */
    record Key(AccountSettings account, Duration listingMaxAge, Boolean soleWriter) {

        static Key of(Pan123Configuration options, ClusterSettings cluster) {
            return new Key(
                    AccountOptions.read(options, cluster),
                    Duration.ofMillis(options.getListingMaxAge()),
                    options.getSoleWriter());
        }
    }

    private AccountBinding(Key key, AccountLease account, Consumer<AccountBinding> unused) {
        this.key = key;
        this.account = account;
        this.drive = new Drive(account, key.listingMaxAge());
        this.downloader = new Downloader(account);
        this.space = new TranscodeSpace(account, drive);
        this.operations =
                new Operations(account, drive, new Uploader(account, drive, key.soleWriter()), downloader, space);
        this.unused = unused;
    }

    /** @param unused called when the last user leaves; a new user may enter before the call */
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

    /** Registers a user. Returns false if the binding is closed. */
    synchronized boolean enter() {
        users += closed ? 0 : 1;
        return !closed;
    }

    /** Unregisters a user. */
    @Override
    public void leave() {
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

    /** Closes the binding to new users if it has no users. Returns whether this call closed it. */
    synchronized boolean endWhenUnused() {
        if (closed || users > 0) {
            return false;
        }
        closed = true;
        return true;
    }

    /** Closes the binding and cancels all work in progress. */
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
