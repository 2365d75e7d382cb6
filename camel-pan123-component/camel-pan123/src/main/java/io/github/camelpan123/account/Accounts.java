package io.github.camelpan123.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.BaseService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts that are used in this class loader. Contexts with the same account share one instance. */
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
     * Opens a lease of an account for a context. The first lease creates the account.
     *
     * @throws IllegalArgumentException if a setting is invalid, or if the account is already in use with other
     *     connection settings
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
            AccountLease lease;
            try {
                lease = open(shared.account, key, context);
            } catch (RuntimeException e) {
                // an unreachable account must not be kept
                if (first) {
                    shared.account.close();
                }
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

    private static AccountLease open(Account account, AccountKey key, CamelContext context) {
        AccountLease lease = new AccountLease(account, context, closing -> release(key, closing));
        try {
            account.attach(lease);
        } catch (RuntimeException e) {
            lease.closeTransport();
            throw e;
        }
        return lease;
    }

    /** Closes the leases of contexts that failed to start, because Camel never stops such a context. */
    private static void closeForgotten(AccountKey key) {
        Shared shared = SHARED.get(key);
        if (shared != null) {
            List.copyOf(shared.leases).stream()
                    .filter(lease -> over(lease.context()))
                    .forEach(AccountLease::close);
        }
    }

    /** Whether a context has stopped or failed. A new context also counts as stopped for Camel, but not here. */
    private static boolean over(CamelContext context) {
        return context.getStatus() == ServiceStatus.Stopped
                && !(context instanceof BaseService service && (service.isNew() || service.isBuild()));
    }

    private static void requireSameWay(AccountSettings first, AccountSettings later) {
        if (!first.transport().sameWay(later.transport())) {
            throw new IllegalArgumentException("The account at " + first.baseUrl()
                    + " is already in use with another proxy or other sslContextParameters. Use the same for both");
        }
        if (!Objects.equals(first.cluster(), later.cluster())) {
            throw new IllegalArgumentException("The account at " + first.baseUrl()
                    + " is already in use with another value of cluster, or of an option that begins with cluster."
                    + " Use the same for both, including the bean of clusterEngine");
        }
        if (!first.sameBounds(later)) {
            LOG.warn(
                    "The account at {} is already in use with other values of maxWait, maxWaiting,"
                            + " maxUploadsInFlight, trafficPause, uploadServerScheme, tokenStore or the timeouts. The"
                            + " first values are kept",
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
