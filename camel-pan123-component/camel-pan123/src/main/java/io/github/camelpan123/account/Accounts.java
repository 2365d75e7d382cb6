package io.github.camelpan123.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.BaseService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts in use in this class loader, each of them once, however many contexts name it. */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Map<AccountKey, Shared> SHARED = new HashMap<>();

    private static final class Shared {
        private final Account account;
        private final List<AccountLease> leases = new ArrayList<>();

        private Shared(Account account) {
            this.account = account;
        }
    }

    private Accounts() {}

    /**
     * Gives a context its share in an account, which is created for the first one.
     *
     * @throws IllegalArgumentException when a setting makes no sense, or when the account is in use already and is
     *     reached in another way
     */
    public static AccountLease acquire(AccountSettings settings, CamelContext context) {
        AccountKey key = AccountKey.of(settings);
        synchronized (SHARED) {
            closeForgotten(key);
            Shared shared = SHARED.get(key);
            boolean first = shared == null;
            if (first) {
                shared = new Shared(new Account(settings));
            } else {
                requireSameWay(shared.account.settings(), settings);
            }
            // may throw, so that nothing is kept of an account that cannot be reached
            AccountLease lease = new AccountLease(shared.account, context, closing -> release(key, closing));
            try {
                shared.account.attach(lease);
            } catch (RuntimeException e) {
                lease.closeTransport();
                throw e;
            }
            if (first) {
                SHARED.put(key, shared);
            } else {
                shared.account.restrict(settings);
            }
            shared.leases.add(lease);
            return lease;
        }
    }

    /** A context that failed to start is never stopped by Camel, so nobody gives its shares back. */
    private static void closeForgotten(AccountKey key) {
        Shared shared = SHARED.get(key);
        if (shared != null) {
            List.copyOf(shared.leases).stream()
                    .filter(lease -> over(lease.context()))
                    .forEach(AccountLease::close);
        }
    }

    /** Whether a context has stopped or failed; one that is new counts as stopped too, and is not over. */
    private static boolean over(CamelContext context) {
        return context.getStatus() == ServiceStatus.Stopped
                && !(context instanceof BaseService service && (service.isNew() || service.isBuild()));
    }

    private static void requireSameWay(AccountSettings first, AccountSettings later) {
        if (!first.transport().sameWay(later.transport())) {
            throw new IllegalArgumentException("The account at " + first.baseUrl()
                    + " is in use already with another proxy or other sslContextParameters; use the same for both");
        }
        if (!first.sameBounds(later)) {
            LOG.warn(
                    "The account at {} is in use already with other bounds (maxWait, maxWaiting, maxUploadsInFlight,"
                            + " trafficPause, uploadServerScheme, tokenStore or timeouts); those of the first stay in force",
                    first.baseUrl());
        }
    }

    private static void release(AccountKey key, AccountLease lease) {
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            shared.leases.remove(lease);
            if (shared.leases.isEmpty()) {
                SHARED.remove(key);
                shared.account.close();
            }
        }
    }
}
