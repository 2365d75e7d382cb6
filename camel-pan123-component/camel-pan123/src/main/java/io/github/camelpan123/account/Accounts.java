package io.github.camelpan123.account;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts in use in this class loader, each of them once, however many contexts name it. */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Map<AccountKey, Shared> SHARED = new HashMap<>();

    private static final class Shared {
        private final Account account;
        private int leases;

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
            Shared shared = SHARED.get(key);
            boolean first = shared == null;
            if (first) {
                shared = new Shared(new Account(settings));
            } else {
                requireSameWay(shared.account.settings(), settings);
            }
            // may throw, so that nothing is kept of an account that cannot be reached
            shared.account.attach(context);
            if (first) {
                SHARED.put(key, shared);
            } else {
                shared.account.restrict(settings);
            }
            shared.leases++;
            return new AccountLease(shared.account, context, () -> release(key));
        }
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

    private static void release(AccountKey key) {
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            if (--shared.leases == 0) {
                SHARED.remove(key);
                shared.account.close();
            }
        }
    }
}
