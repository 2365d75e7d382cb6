package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.operation.Workbench;
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
    private final Workbench bench;
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
        this.bench = Workbench.of(account, key.listingMaxAge());
        this.unused = unused;
    }

    /** @param unused told when nobody uses it any more; others may begin to meanwhile */
    static AccountBinding open(Key key, CamelContext context, Consumer<AccountBinding> unused) {
        return new AccountBinding(key, Accounts.acquire(key.account(), context), unused);
    }

    Key key() {
        return key;
    }

    Workbench bench() {
        return bench;
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
            bench.account().close();
        } catch (RuntimeException e) {
            LOG.warn("An account could not be closed properly", e);
        }
    }
}
